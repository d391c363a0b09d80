//! The hint from tab to tab that the log grew. It only saves waiting: a tab
//! that misses it finds out at its next append.

use gloo::events::EventListener;
use js_sys::Reflect;
use tangga_engine::interchange::head::LogKey;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BroadcastChannel, MessageEvent};

/// A tab's ear and mouth for the hint.
pub struct Changes {
    channel: BroadcastChannel,
    _listener: EventListener,
}

impl Changes {
    /// Listens to the other tabs of the deployment at `base`. `None` where the
    /// browser has no BroadcastChannel.
    pub fn join(base: &str, on_grew: impl Fn(LogKey) + 'static) -> Option<Changes> {
        let constructor = Reflect::get(&js_sys::global(), &"BroadcastChannel".into()).ok()?;
        if !constructor.is_function() {
            return None;
        }
        let channel = BroadcastChannel::new(&format!("tangga:{base}:log")).ok()?;
        let listener = EventListener::new(&channel, "message", move |event| {
            let key = event.dyn_ref::<MessageEvent>().and_then(|message| message.data().as_f64());
            if let Some(key) = key {
                on_grew(LogKey(key as u64));
            }
        });
        Some(Changes { channel, _listener: listener })
    }

    /// Tells the other tabs that the log ends at `last` now.
    pub fn announce(&self, last: LogKey) {
        // A closed channel has nobody to tell.
        let _ = self.channel.post_message(&JsValue::from_f64(last.0 as f64));
    }
}

impl Drop for Changes {
    fn drop(&mut self) {
        self.channel.close();
    }
}
