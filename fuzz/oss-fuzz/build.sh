#!/bin/bash -eu
# What OSS-Fuzz's base-builder-rust runs, from the repository's root: targets, seeds, dictionary.
cargo fuzz build -O
for source in fuzz/fuzz_targets/*.rs; do
  target=$(basename "$source" .rs)
  cp "fuzz/target/x86_64-unknown-linux-gnu/release/$target" "$OUT/"
  cp fuzz/dictionary.txt "$OUT/$target.dict"
  case $target in
    html) seeds=corpus/html ;;
    markdown) seeds=corpus/markdown ;;
    editions) seeds=grammar/editions ;;
    roundtrip | growth) continue ;;
    *) seeds=corpus ;;
  esac
  find "$seeds" -type f ! -name '*.json' ! -name README.md -exec zip -q -j "$OUT/${target}_seed_corpus.zip" {} +
done
