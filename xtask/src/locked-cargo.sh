#!/bin/sh
# The cargo that cargo-contract calls. cargo-contract builds a copy of one contract and puts
# the workspace's Cargo.lock a folder above it, where cargo does not look: it would take the
# newest versions instead of the locked ones, and the bytes would change with the date.
set -e

# The copy's folder is the current one (the code's build) or named (the metadata's).
copy=$PWD
for argument in "$@"; do
    case "$argument" in
    --manifest-path=*) copy=$(dirname "${argument#--manifest-path=}") ;;
    # cargo-contract asks for the smallest code; ours is interpreted, and every step counts.
    # PolkaVM reads and writes at any address, which its target does not tell the compiler:
    # hashes and keys would be put together byte by byte.
    *riscv*)
        export CARGO_PROFILE_RELEASE_OPT_LEVEL=s
        export CARGO_ENCODED_RUSTFLAGS="$CARGO_ENCODED_RUSTFLAGS$(printf '\037')-Ctarget-feature=+unaligned-scalar-mem"
        ;;
    esac
done
case "$copy" in
*/cargo-contract_*/*) [ -e "$copy/Cargo.lock" ] || cp "$copy/../Cargo.lock" "$copy/Cargo.lock" ;;
esac

exec "$TENDERSEAL_CARGO" "$@"
