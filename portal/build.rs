//! Tells cargo which embedded files the binary is made of.

fn main() {
    for folder in ["assets/vendor", "assets/modules", "assets/images", "../locales", "../templates"]
    {
        println!("cargo::rerun-if-changed={folder}");
    }
}
