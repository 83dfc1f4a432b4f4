//! Writes `vectors/readers.json`: `cargo run -p tenderseal-envelope --example readers`.

mod cases;

fn main() -> std::io::Result<()> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/vectors/readers.json");
    std::fs::write(path, cases::file())
}
