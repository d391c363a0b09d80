//! The entry point that the browser loads.

fn main() {
    #[cfg(target_arch = "wasm32")]
    tangga::app::start();
}
