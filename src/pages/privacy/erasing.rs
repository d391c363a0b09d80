//! Erasing somebody from a list: for a request, or because they seem to be somebody
//! who was erased under another entry.

use crate::app::erase::known_again;
use crate::app::session::Session;
use crate::components::{Button, Dialog, Kind, Link, Panel, format, paged};
use crate::pages::customer::AskToErase;
use crate::words::{customers, erase as texts, privacy};
use leptos::prelude::*;
use tangga_engine::domain::RecordId;

/// How many are shown at a time.
const SHOWN: usize = 10;

/// Whom a list is about to erase. `Copy`.
#[derive(Clone, Copy)]
pub(super) struct Erasing {
    open: RwSignal<bool>,
    customer: RwSignal<Option<RecordId>>,
}

impl Erasing {
    pub fn nobody() -> Erasing {
        Erasing { open: RwSignal::new(false), customer: RwSignal::new(None) }
    }

    /// The button that asks before it erases a customer.
    pub fn button(self, customer: RecordId) -> AnyView {
        let name = Session.peek(|workspace| customers::name_with(workspace, customer));
        view! {
            <Button
                label=privacy::erase_asked()
                kind=Kind::Danger
                small=true
                on_click=move || {
                    self.customer.set(Some(customer));
                    self.open.set(true);
                }
                attr:data-action="erase-asked"
                attr:aria-label=privacy::erase_this(name)
            />
        }
        .into_any()
    }

    /// The dialog that asks.
    pub fn dialog(self) -> AnyView {
        let title = Signal::derive(move || {
            let customer = self.customer.get();
            let name = |id| Session.peek(|workspace| customers::name_with(workspace, id));
            customer.map(|id| texts::question(name(id))).unwrap_or_default()
        });
        view! {
            <Dialog open=self.open title>
                {move || {
                    let customer = self.customer.get();
                    customer.map(|id| view! { <AskToErase id open=self.open/> })
                }}
            </Dialog>
        }
        .into_any()
    }
}

/// Customers who seem to be somebody who was erased; nothing where there are none.
#[component]
pub(super) fn KnownAgain(erasing: Erasing) -> impl IntoView {
    let found = RwSignal::new(Vec::new());
    known_again::list(found);
    let line = move |id: RecordId| {
        let name = Session.peek(|workspace| customers::name_with(workspace, id));
        let keep = texts::keep_this(&name);
        view! {
            <li>
                <div class="entry-text">
                    <Link href=format!("/customers/{id}")>{name}</Link>
                </div>
                <div class="row">
                    {erasing.button(id)}
                    <Button
                        label=texts::keep()
                        small=true
                        on_click=move || known_again::stay(id)
                        attr:data-action="keep-known"
                        attr:aria-label=keep
                    />
                </div>
            </li>
        }
    };
    let body = move || {
        let all = found.get();
        let total = all.len();
        paged(total, SHOWN, texts::seems_erased().to_owned(), move |from, most| {
            let lines = all.iter().skip(from).take(most).copied().map(line).collect_view();
            view! { <ul class="lines entries" data-list="known-again">{lines}</ul> }.into_any()
        })
    };
    let panel = move || {
        let finding = found.with(|found| texts::known_here(&format::count(found.len() as u64)));
        view! {
            <Panel heading=texts::seems_erased() finding=finding>
                <div class="stack">
                    <p class="reading">{texts::seems_erased_text()}</p>
                    {body}
                </div>
            </Panel>
        }
    };
    view! { <Show when=move || !found.read().is_empty()>{panel}</Show> }.into_any()
}
