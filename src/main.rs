//! The `gongkai` program: a thin face over the library.

fn main() -> std::process::ExitCode {
    std::process::ExitCode::SUCCESS
}
