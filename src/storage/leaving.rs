//! Leaving the page without leaving a transaction behind.
//!
//! A browser may keep a page that was left, for going back, with its scripts
//! stopped. A transaction that was under way then never ends, and WebKit lets no
//! other page write as long as it lives: the next page's first save gets no
//! answer. So what is under way as the page is left is aborted, and nothing more
//! is begun until the page comes back.

use std::cell::{Cell, RefCell};

use gloo::events::EventListener;
use gloo::utils::window;
use wasm_bindgen::JsCast;
use web_sys::{IdbTransaction, IdbTransactionMode, PageTransitionEvent};

struct UnderWay {
    transaction: IdbTransaction,
    _ends: [EventListener; 2],
}

thread_local! {
    static UNDER_WAY: RefCell<Vec<UnderWay>> = const { RefCell::new(Vec::new()) };
    static LEFT: Cell<bool> = const { Cell::new(false) };
    static INTERRUPTED: Cell<bool> = const { Cell::new(false) };
}

/// Whether the page is left and has not come back.
pub(super) fn is_left() -> bool {
    LEFT.get()
}

/// Keeps a transaction in mind until its end.
pub(super) fn watch(transaction: &IdbTransaction) {
    let ends = ["complete", "abort"].map(|kind| {
        let this = transaction.clone();
        EventListener::once(transaction, kind, move |_| {
            UNDER_WAY.with_borrow_mut(|all| all.retain(|one| one.transaction != this));
        })
    });
    let one = UnderWay { transaction: transaction.clone(), _ends: ends };
    UNDER_WAY.with_borrow_mut(|all| all.push(one));
}

/// Listens for as long as the page lives. `on_return` is called when the page
/// comes back as it was left, and learns whether a read was cut off. A write that
/// was cut off fails by itself, and whoever asked for it says so.
pub fn listen(on_return: impl Fn(bool) + 'static) {
    EventListener::new(&window(), "pagehide", |_| {
        LEFT.set(true);
        for one in UNDER_WAY.take() {
            let reads = one.transaction.mode() == Ok(IdbTransactionMode::Readonly);
            // It may have ended by now, its event still to come.
            if one.transaction.abort().is_ok() && reads {
                INTERRUPTED.set(true);
            }
        }
    })
    .forget();
    EventListener::new(&window(), "pageshow", move |event| {
        LEFT.set(false);
        if event.dyn_ref::<PageTransitionEvent>().is_some_and(PageTransitionEvent::persisted) {
            on_return(INTERRUPTED.take());
        }
    })
    .forget();
}
