//! A way past the store to what lies in its database.

use futures_channel::oneshot;
use gloo::events::EventListener;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{IdbDatabase, IdbObjectStore, IdbRequest, IdbTransactionMode};

/// Where a store lies.
pub struct Place {
    pub base: String,
}

impl Place {
    fn database(&self) -> String {
        format!("tangga:{}", self.base)
    }

    /// A connection that knows nothing of the store's rules.
    pub async fn raw(&self, version: Option<u32>) -> IdbDatabase {
        let factory = web_sys::window().expect("a window");
        let factory = js_sys::Reflect::get(&factory, &"indexedDB".into()).expect("a factory");
        let factory: web_sys::IdbFactory = factory.unchecked_into();
        let request = match version {
            Some(version) => factory.open_with_u32(&self.database(), version),
            None => factory.open(&self.database()),
        };
        answer(&request.expect("a request")).await.unchecked_into()
    }

    /// Puts a value where the store would not.
    pub async fn put(&self, store: &str, key: &JsValue, value: &JsValue) {
        let database = self.raw(None).await;
        let store = writable(&database, store);
        answer(&store.put_with_key(value, key).expect("a request")).await;
        database.close();
    }

    /// Deletes a value behind the store's back.
    pub async fn delete(&self, store: &str, key: &JsValue) {
        let database = self.raw(None).await;
        let store = writable(&database, store);
        answer(&store.delete(key).expect("a request")).await;
        database.close();
    }
}

pub fn writable(database: &IdbDatabase, store: &str) -> IdbObjectStore {
    database
        .transaction_with_str_and_mode(store, IdbTransactionMode::Readwrite)
        .and_then(|transaction| transaction.object_store(store))
        .expect("the store is there")
}

/// The result of a raw request, which must succeed.
pub async fn answer(request: &IdbRequest) -> JsValue {
    let (tell, told) = oneshot::channel();
    let mut tell = Some(tell);
    let _success = EventListener::once(request, "success", move |_| {
        let _ = tell.take().expect("one success").send(());
    });
    told.await.expect("the request succeeds");
    request.result().expect("a result")
}
