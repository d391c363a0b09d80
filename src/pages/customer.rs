//! One customer: who it is, how to reach them, their own figures, and all that
//! happened, newest first.

mod consents;
mod contacts;
mod erase;
mod everything;
mod figures;
pub(super) mod form;
mod header;
mod profile;
mod purchases;
mod timeline;

use crate::app::session::Session;
use crate::components::{ButtonLink, Dialog, EmptyState, Kind, PageHeader, Symbol};
use crate::pages::feedback::FeedbackForm;
use crate::pages::privacy::{Asking, RecordRequest};
use crate::words::{customers as texts, privacy};
use consents::ConsentForm;
use contacts::InteractionForm;
pub use erase::AskToErase;
pub use everything::EverythingPage;
use form::CustomerForm;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use purchases::PurchaseForm;
use tangga_engine::domain::{Collection, Customer, RecordId};

/// The page.
#[component]
pub fn CustomerPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("id")?.parse::<RecordId>().ok());
    // A customer who is deleted, or brought back, while the page is open.
    let here = Memo::new(move |_| {
        let id = id.get()?;
        Session.read(|workspace| {
            let row = workspace.row(Collection::Customer, id)?;
            workspace.is_alive(Collection::Customer, row).then_some(id)
        })
    });
    move || match here.get() {
        Some(id) => view! { <Known id/> }.into_any(),
        None => view! { <Gone/> }.into_any(),
    }
}

#[component]
fn Gone() -> impl IntoView {
    view! {
        <PageHeader title=texts::title()/>
        <EmptyState symbol=Symbol::People title=texts::gone() text=texts::gone_text()>
            <ButtonLink
                href="/customers"
                label=texts::back_to_list()
                kind=Kind::Primary
                symbol=Symbol::Left
            />
        </EmptyState>
    }
    .into_any()
}

/// A form of one of the kinds of records about a customer, and the record that it
/// changes.
#[derive(Clone, Copy)]
struct Sheet {
    open: RwSignal<bool>,
    fact: RwSignal<Option<RecordId>>,
}

impl Sheet {
    fn new() -> Sheet {
        Sheet { open: RwSignal::new(false), fact: RwSignal::new(None) }
    }

    /// Shows the form: for a new fact, or to change one.
    fn show(self, fact: Option<RecordId>) {
        self.fact.set(fact);
        self.open.set(true);
    }

    /// The words that fit, and about whom.
    fn title(self, about: RecordId, new: &'static str, edit: &'static str) -> Signal<String> {
        let title = move || if self.fact.read().is_some() { edit } else { new };
        let name = move || Session.read(|workspace| texts::name_with(workspace, about));
        Signal::derive(move || format!("{}: {}", title(), name()))
    }
}

/// The forms of the page.
#[derive(Clone, Copy)]
struct Sheets {
    customer: RwSignal<bool>,
    purchase: Sheet,
    interaction: Sheet,
    feedback: Sheet,
    consent: Sheet,
    request: Asking,
}

impl Sheets {
    fn change(self, collection: Collection, fact: RecordId) {
        match collection {
            Collection::Interaction => self.interaction.show(Some(fact)),
            Collection::Feedback => self.feedback.show(Some(fact)),
            Collection::Consent => self.consent.show(Some(fact)),
            Collection::Request => self.request.begin(Some(fact), None, false),
            _ => self.purchase.show(Some(fact)),
        }
    }
}

#[component]
fn Known(id: RecordId) -> impl IntoView {
    let customer = Memo::new(move |_| Session.read(|w| w.find::<Customer>(id)).unwrap_or_default());
    let sheets = Sheets {
        customer: RwSignal::new(false),
        purchase: Sheet::new(),
        interaction: Sheet::new(),
        feedback: Sheet::new(),
        consent: Sheet::new(),
        request: Asking::idle(),
    };
    let Sheets { customer: editing, purchase, interaction, feedback, consent, request } = sheets;
    view! {
        <header::Header id customer sheets/>
        <div class="stack">
            <figures::OwnFigures id/>
            <div class="wide-and-narrow">
                <timeline::Timeline id sheets/>
                <div class="stack">
                    <profile::Profile id customer editing/>
                    <consents::Consents id customer sheet=consent/>
                </div>
            </div>
        </div>
        <Dialog open=editing title=texts::edit() form=true wide=true>
            <CustomerForm open=editing id=Some(id)/>
        </Dialog>
        <Dialog
            open=purchase.open
            title=purchase.title(id, texts::new_purchase(), texts::edit_purchase())
            form=true
        >
            <PurchaseForm customer=id sheet=purchase/>
        </Dialog>
        <Dialog
            open=interaction.open
            title=interaction.title(id, texts::new_interaction(), texts::edit_interaction())
            form=true
        >
            <InteractionForm customer=id sheet=interaction/>
        </Dialog>
        <Dialog
            open=feedback.open
            title=feedback.title(id, texts::new_feedback(), texts::edit_feedback())
            form=true
        >
            <FeedbackForm
                open=feedback.open
                id=feedback.fact.get_untracked()
                customer=Some(id)
            />
        </Dialog>
        <Dialog
            open=consent.open
            title=consent.title(id, privacy::new_consent(), privacy::edit_consent())
            form=true
        >
            <ConsentForm customer=id sheet=consent/>
        </Dialog>
        <RecordRequest asking=request/>
    }
    .into_any()
}
