//! Writes `vectors/tse1.json`: `cargo run -p tenderseal-envelope --example vectors`.

mod cases;

fn main() -> std::io::Result<()> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/vectors/tse1.json");
    std::fs::write(path, cases::file())
}
