//! Many documents on many threads, their results in input order.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread;

use super::inputs::{Input, Inputs};
use super::status::Stop;

/// How many results may wait for an earlier one, for each thread: enough that a slow document does
/// not stop the others, and a bound on memory whatever the number of inputs.
const WINDOW: usize = 4;

/// One document on its way: what to do, and where its result is awaited.
struct Job<T> {
    number: usize,
    input: Input,
    result: SyncSender<T>,
}

/// Runs `work` on every input and its number (from 0), on `jobs` threads, and hands the results to `collect` in the order
/// of the inputs.
///
/// Memory is bounded by [`WINDOW`], not by the number of inputs: the place of a result is queued
/// before the work begins, and the queue is short.
pub fn run<T: Send>(
    inputs: &Inputs,
    jobs: usize,
    work: impl Fn(usize, Input) -> T + Sync,
    mut collect: impl FnMut(T) -> Result<(), Stop>,
) -> Result<(), Stop> {
    if jobs == 1 {
        let mut done = Ok(());
        let mut numbers = 0..;
        inputs.each(&mut |input| {
            done = collect(work(numbers.next().unwrap_or_default(), input));
            done.is_ok()
        });
        return done;
    }
    let (to_workers, from_inputs) = sync_channel::<Job<T>>(jobs);
    let (to_collector, in_order) = sync_channel::<Receiver<T>>(jobs * WINDOW);
    let from_inputs = &Mutex::new(from_inputs);
    let work = &work;
    thread::scope(move |scope| {
        scope.spawn(move || {
            let mut numbers = 0..;
            inputs.each(&mut |input| {
                let (result, awaited) = sync_channel(1);
                let job = Job {
                    number: numbers.next().unwrap_or_default(),
                    input,
                    result,
                };
                // Fails when the collector has stopped.
                to_collector.send(awaited).is_ok() && to_workers.send(job).is_ok()
            });
        });
        for _ in 0..jobs {
            scope.spawn(move || {
                loop {
                    let next = from_inputs
                        .lock()
                        .unwrap_or_else(PoisonError::into_inner)
                        .recv();
                    let Ok(job) = next else {
                        return;
                    };
                    // Fails when the collector has stopped; what is queued still is then drained.
                    let _ = job.result.send(work(job.number, job.input));
                }
            });
        }
        // Taken by value: an early return closes the queue, and the threads end.
        for awaited in in_order {
            if let Ok(result) = awaited.recv() {
                collect(result)?;
            }
        }
        Ok(())
    })
}
