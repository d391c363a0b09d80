//! Consents, marketing lists and the log of what left as a file, in the app.

use leptos::prelude::{GetUntracked, Owner, RwSignal, Set};
use std::sync::Arc;
use tangga::app::erase::known_again;
use tangga::app::session::Session;
use tangga::app::tables::{self, Contents, Kind, MarketingList};
use tangga::app::work::Writing;
use tangga::app::{access, backup, customer_list, erase, history, privacy, safety};
use tangga_engine::analytics::marketing_list::LeftOut;
use tangga_engine::domain::{
    Channel, Collection, Consent, Customer, Day, Export, ExportKind, Moment, Purpose, RecordId,
    Request, RequestKind,
};
use tangga_engine::workspace::{Action, Draft, Label};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Event, HtmlInputElement};

use super::app::{Broken, app, store, until};
use super::erasing::{go_to, press};
use super::rescue::{Offered, find, start_over, text};
use tangga::app::session::new_id;

fn logged() -> Vec<Export> {
    Session.peek(|workspace| workspace.all::<Export>().map(|(_, export)| export).collect())
}

/// Somebody with an e-mail address who agreed, or not, to news by e-mail.
async fn somebody(name: &str, agreed: bool) -> (RecordId, Option<RecordId>) {
    let mut draft = Draft::new(new_id(), Label::new(Action::Add));
    let customer = draft.create(&Customer {
        name: Some(name.to_owned()),
        email: Some(format!("{}@kopi.id", name.to_lowercase())),
        ..Customer::default()
    });
    let consent = agreed.then(|| {
        draft.create(&Consent {
            customer: Some(customer),
            purpose: Some(Purpose::News.code().to_owned()),
            channel: Some(Channel::Email.code().to_owned()),
            wording: Some("Ya, kirimi saya kabar".to_owned()),
            date: Some(Day(20_000)),
            ..Consent::default()
        })
    });
    store(draft).await.expect("stored");
    (customer, consent)
}

async fn backed_up(offered: &Offered) {
    let before = safety::last_backup();
    let writing = Writing::default();
    writing.recipient.set("Bu Rani".to_owned());
    backup::back_up(writing);
    offered.next().await;
    until(|| safety::last_backup() > before && writing.progress.get_untracked().is_none()).await;
}

/// Who was named for one file stood in the form of the next, was kept outside of the
/// store, and outlived the erasure of the person who had asked for their own data.
#[wasm_bindgen_test]
async fn for_whom_a_file_was_is_remembered_in_the_log_alone() {
    app().await;
    start_over().await.expect("begun anew");
    let offered = Offered::new();
    somebody("Ani", true).await;
    backed_up(&offered).await;
    assert_eq!(logged()[0].recipient.as_deref(), Some("Bu Rani"));
    assert_eq!(Writing::default().recipient.get_untracked(), "");
    let storage = web_sys::window().and_then(|window| window.local_storage().ok().flatten());
    let storage = storage.expect("localStorage");
    for at in 0..storage.length().expect("a number") {
        let key = storage.key(at).ok().flatten().expect("a key");
        let note = storage.get_item(&key).ok().flatten().unwrap_or_default();
        assert!(!note.contains("Bu Rani"), "{key}");
    }
    start_over().await.expect("begun anew");
}

#[wasm_bindgen_test]
async fn a_backup_holds_its_own_entry_of_the_log_and_nothing_waits_for_the_next() {
    app().await;
    start_over().await.expect("begun anew");
    let offered = Offered::new();
    somebody("Ani", true).await;
    assert_eq!(safety::waiting().changes, 1);
    backed_up(&offered).await;
    assert_eq!(safety::waiting().changes, 0);
    let log = logged();
    assert_eq!(log.len(), 1);
    assert_eq!(log[0].kind.as_deref(), Some(ExportKind::Everything.code()));
    // Ani and her consent.
    assert_eq!((log[0].rows, log[0].recipient.as_deref()), (Some(2), Some("Bu Rani")));
    assert!(log[0].date.is_some() && log[0].time.is_some());
    // Ctrl+Z takes back the person's own last change, not the entry.
    history::undo();
    until(|| Session.peek(|workspace| workspace.count(Collection::Customer)) == 0).await;
    assert_eq!(logged().len(), 1);
}

/// A table said nothing when it was done, and the note of it in the log was counted as
/// a change that waits for a backup.
#[wasm_bindgen_test]
async fn a_table_says_when_it_is_done_and_leaves_nothing_to_back_up() {
    app().await;
    start_over().await.expect("begun anew");
    let offered = Offered::new();
    somebody("Ani", true).await;
    backed_up(&offered).await;
    let writing = Writing::default();
    writing.kind.set(Kind::Text.code().to_owned());
    tables::export(Contents::Customers(None), writing);
    let file = offered.next().await;
    // How somebody stands follows the name; a column that nobody has anything in is left out.
    let table = text(&file).await;
    assert!(table.contains("Name,Rung now,Purchases in all,Sales in all,Last purchase on,"));
    assert!(!table.contains("Company or household"), "{table}");
    until(|| toasts().contains("customers") && toasts().contains(".csv: 1 row")).await;
    assert_eq!((logged().len(), safety::waiting().changes), (2, 0));
    // What the person changes waits as ever, and a later backup holds both.
    somebody("Budi", false).await;
    assert_eq!(safety::waiting().changes, 1);
    backed_up(&offered).await;
    assert_eq!(safety::waiting().changes, 0);
    start_over().await.expect("begun anew");
}

/// The e-mail button stayed as it was after the consent for e-mail was taken back, and
/// a purchase of a day to come was stored unasked.
#[wasm_bindgen_test]
async fn a_customers_page_says_what_was_taken_back_and_takes_no_day_to_come() {
    app().await;
    start_over().await.expect("begun anew");
    let (ani, consent) = somebody("Ani", true).await;
    go_to(&format!("/customers/{ani}"));
    until(|| find(".customer-reach > a[href^='mailto:']").is_some()).await;
    privacy::take_back(consent.expect("a consent"));
    until(|| find(".reach-taken-back a[href^='mailto:']").is_some()).await;
    assert!(find(".customer-reach > a[href^='mailto:']").is_none());

    press("add-purchase").await;
    until(|| find("dialog [name='amount']").is_some()).await;
    let tomorrow = Session.today().plus_days(1).to_string();
    type_into("amount", "15000");
    type_into("date", &tomorrow);
    let said = || find("dialog").and_then(|form| form.text_content()).unwrap_or_default();
    until(|| said().contains("This day is still to come")).await;
    press("save").await;
    assert_eq!(Session.peek(|workspace| workspace.count(Collection::Purchase)), 0);
    type_into("date", &Session.today().to_string());
    until(|| !said().contains("This day is still to come")).await;
    press("save").await;
    until(|| Session.peek(|workspace| workspace.count(Collection::Purchase)) == 1).await;
    until(|| find("dialog").is_none()).await;
    go_to("/");
    until(|| find(".customer-reach").is_none()).await;
}

/// Answering asked for the whole request again.
#[wasm_bindgen_test]
async fn answering_a_request_asks_for_the_answer_alone() {
    app().await;
    start_over().await.expect("begun anew");
    let (ani, _) = somebody("Ani", false).await;
    let request = asks(ani, RequestKind::Correct).await;
    go_to("/privacy");
    press("answer").await;
    until(|| find("dialog [data-asked]").is_some()).await;
    let asked = find("dialog [data-asked]").and_then(|asked| asked.text_content());
    assert!(asked.is_some_and(|asked| asked.contains("Ani")));
    assert!(find("dialog [name='outcome']").is_some());
    for known in ["kind", "received", "channel", "note"] {
        assert!(find(&format!("dialog [name='{known}']")).is_none(), "{known}");
    }
    press("save").await;
    until(|| waiting().is_empty()).await;
    let answered = Session.peek(|workspace| workspace.find::<Request>(request)).expect("there");
    assert_eq!(answered.kind.as_deref(), Some(RequestKind::Correct.code()));
    assert_eq!((answered.customer, answered.received), (Some(ani), Some(Session.today())));
    until(|| find("dialog").is_none()).await;
    go_to("/");
    until(|| find("[data-action='record-request']").is_none()).await;
}

fn type_into(field: &str, text: &str) {
    let input = find(&format!("dialog [name='{field}']")).expect("a field");
    let input: HtmlInputElement = input.unchecked_into();
    input.set_value(text);
    let event = Event::new("input").expect("an event");
    input.dispatch_event(&event).expect("heard");
}

#[wasm_bindgen_test]
async fn data_leave_though_the_log_cannot_be_written() {
    app().await;
    start_over().await.expect("begun anew");
    let offered = Offered::new();
    somebody("Budi", false).await;
    let broken = Broken::new("add", "log", "DataError");
    let writing = Writing::default();
    writing.kind.set(Kind::Text.code().to_owned());
    tables::export(Contents::Customers(None), writing);
    let file = offered.next().await;
    drop(broken);
    assert!(text(&file).await.contains("budi@kopi.id"));
    assert_eq!(logged(), []);
}

#[wasm_bindgen_test]
async fn a_marketing_list_holds_those_who_agreed_and_the_log_says_who_else_is_in_it() {
    app().await;
    start_over().await.expect("begun anew");
    let offered = Offered::new();
    let (ani, _) = somebody("Ani", true).await;
    let (_, taken_back) = somebody("Budi", true).await;
    let (citra, _) = somebody("Citra", false).await;
    privacy::take_back(taken_back.expect("a consent"));
    let back = |w: &tangga_engine::workspace::Workspace| {
        w.all::<Consent>().any(|(_, consent)| consent.withdrawn == Some(Session.today()))
    };
    until(|| Session.peek(back)).await;
    // The message said no more than that the consent was changed.
    until(|| toasts().contains("Consent taken back: Budi")).await;
    // Words that name one channel were filled into consents for every other.
    let last = |channel| privacy::last_wording("news", channel);
    assert_eq!(last(Some("email")).as_deref(), Some("Ya, kirimi saya kabar"));
    assert_eq!((last(Some("messaging")), last(None)), (None, None));

    let list = customer_list::marketing_list(&[0, 1, 2], Purpose::News, Channel::Email);
    assert_eq!(list.included, [0]);
    assert_eq!(list.left_out, [(1, LeftOut::Withdrawn), (2, LeftOut::NeverAgreed)]);

    let contents = |customers: Vec<RecordId>, without_consent| {
        Contents::MarketingList(MarketingList {
            customers: Arc::new(customers),
            purpose: Purpose::News,
            channel: Channel::Email,
            without_consent,
        })
    };
    let writing = Writing::default();
    writing.kind.set(Kind::Text.code().to_owned());
    tables::export(contents(vec![ani], 0), writing);
    let file = offered.next().await;
    assert_eq!(text(&file).await.lines().count(), 2);
    until(|| writing.progress.get_untracked().is_none()).await;
    tables::export(contents(vec![ani, citra], 1), writing);
    let file = offered.next().await;
    assert!(text(&file).await.contains("Citra,,citra@kopi.id"));
    let log = logged();
    let said: Vec<_> = log.iter().map(|export| (export.rows, export.without_consent)).collect();
    assert_eq!(said, [(Some(1), Some(0)), (Some(2), Some(1))]);
    assert_eq!(log[1].purpose.as_deref(), Some("news"));
}

#[wasm_bindgen_test]
async fn the_most_urgent_request_comes_first_and_an_answered_one_waits_no_more() {
    app().await;
    start_over().await.expect("begun anew");
    let (ani, _) = somebody("Ani", false).await;
    let asked = |day: i32, minutes: i64| Request {
        customer: Some(ani),
        kind: Some(RequestKind::Access.code().to_owned()),
        received: Some(Day(day)),
        received_time: Some(minutes),
        ..Request::default()
    };
    let mut draft = Draft::new(new_id(), Label::new(Action::Add));
    let later = draft.create(&asked(20_000, 600));
    let sooner = draft.create(&asked(19_999, 1_200));
    let done = Request { done: Some(Day(20_000)), ..asked(19_000, 0) };
    let answered = draft.create(&done);
    let unknown = draft.create(&Request { customer: Some(ani), ..Request::default() });
    store(draft).await.expect("stored");
    let now = Moment::of(Day(20_002), Some(1_200));
    let waiting: Vec<_> = privacy::waiting(now).iter().map(|one| (one.id, one.left)).collect();
    let hours = |hours: i64| Some(hours * 60);
    assert_eq!(waiting, [(unknown, None), (sooner, hours(0)), (later, hours(14))]);
    assert_eq!(privacy::answered().iter().map(|(id, _)| *id).collect::<Vec<_>>(), [answered]);
}

#[wasm_bindgen_test]
async fn everything_about_a_customer_leaves_as_a_file_that_the_log_names() {
    app().await;
    start_over().await.expect("begun anew");
    let offered = Offered::new();
    let (ani, _) = somebody("Ani", true).await;
    somebody("Budi", true).await;
    let writing = Writing::default();
    access::export(ani, writing);
    let file = offered.next().await;
    let file = text(&file).await;
    until(|| writing.progress.get_untracked().is_none()).await;
    assert!(file.contains("ani@kopi.id") && file.contains("kirimi saya kabar"));
    assert!(!file.contains("Budi"));
    let log = logged();
    assert_eq!(log.len(), 1);
    // She and her consent; the note of this file came after.
    assert_eq!((log[0].customer, log[0].rows), (Some(ani), Some(2)));
}

/// What the messages say.
fn toasts() -> String {
    find(".toasts").and_then(|toasts| toasts.text_content()).unwrap_or_default()
}

async fn asks(customer: RecordId, kind: RequestKind) -> RecordId {
    let mut draft = Draft::new(new_id(), Label::new(Action::Add));
    let id = draft.create(&Request {
        customer: Some(customer),
        kind: Some(kind.code().to_owned()),
        received: Some(Session.today()),
        ..Request::default()
    });
    store(draft).await.expect("stored");
    id
}

fn waiting() -> Vec<RecordId> {
    privacy::waiting(Session.now()).iter().map(|one| one.id).collect()
}

/// A request to be erased led to the customer's page and had to be answered apart;
/// afterwards the consents read as given, and the profile as if little was known.
#[wasm_bindgen_test]
async fn a_request_to_be_erased_is_done_from_its_row_which_answers_it() {
    app().await;
    start_over().await.expect("begun anew");
    let (ani, _) = somebody("Ani", true).await;
    let request = asks(ani, RequestKind::Erase).await;
    go_to("/privacy");
    press("erase-asked").await;
    press("confirm-erase").await;
    until(|| waiting().is_empty()).await;
    until(|| find("dialog").is_none()).await;
    assert!(erase::is_erased(ani));
    assert_eq!(privacy::answered().iter().map(|(id, _)| *id).collect::<Vec<_>>(), [request]);
    let list = customer_list::marketing_list(&[0], Purpose::News, Channel::Email);
    assert_eq!((list.included, list.left_out), (vec![], vec![(0, LeftOut::Erased)]));
    // An erasure is nothing that Undo takes back: it goes on to what was before it,
    // the request, which was answered since and stays.
    history::undo();
    until(|| toasts().contains("Not undone: it was changed again later")).await;
    // That nothing was undone was said with the sign of success.
    assert!(find(".toast.careful").is_some());
    assert!(erase::is_erased(ani) && waiting().is_empty());
    assert_eq!(privacy::answered().len(), 1);

    go_to(&format!("/customers/{ani}"));
    until(|| find("[data-erased]").is_some()).await;
    let told = find("[data-erased]").and_then(|told| told.text_content()).unwrap_or_default();
    assert!(told.contains("was erased on") && told.contains("still count"), "{told}");
    let words = web_sys::window().and_then(|w| w.document()?.body()?.text_content());
    assert!(!words.unwrap_or_default().contains("Only the name is known"));
    assert!(find("[data-consent='ended']").is_some());
    assert!(find("[data-action='take-back'], [data-action='add-consent']").is_none());
    go_to("/");
    until(|| find("[data-erased]").is_none()).await;
}

#[wasm_bindgen_test]
async fn saving_everything_about_somebody_answers_their_request_until_it_is_undone() {
    app().await;
    start_over().await.expect("begun anew");
    let offered = Offered::new();
    let (ani, _) = somebody("Ani", true).await;
    let erasure = asks(ani, RequestKind::Erase).await;
    let access = asks(ani, RequestKind::Access).await;
    asks(ani, RequestKind::Portability).await;
    assert_eq!(waiting().len(), 3);
    let writing = Writing::default();
    access::export(ani, writing);
    offered.next().await;
    until(|| waiting() == [erasure]).await;
    assert_eq!(privacy::answered().len(), 2);
    history::undo();
    until(|| waiting().len() == 3).await;
    // Where it is handed over on paper a button does the same.
    go_to(&format!("/customers/{ani}/everything"));
    press("mark-answered").await;
    until(|| waiting() == [erasure]).await;
    until(|| find("[data-action='mark-answered']").is_none()).await;
    assert!(privacy::answered().iter().any(|(id, _)| *id == access));
    go_to("/");
    until(|| find("[data-action='save-person']").is_none()).await;
}

/// A colleague erased somebody, and a duplicate of theirs that only this device held
/// stayed without anybody being told.
#[wasm_bindgen_test]
async fn a_duplicate_of_an_erased_person_is_asked_about_and_erased_or_kept() {
    app().await;
    start_over().await.expect("begun anew");
    let person = |name: &str, phone: &str| Customer {
        name: Some(name.to_owned()),
        phone: Some(phone.to_owned()),
        ..Customer::default()
    };
    let mut draft = Draft::new(new_id(), Label::new(Action::Add));
    let [sari, duplicate, family, _other] = [
        person("Sari", "+6281299990001"),
        person("Sari B.", "0812-9999-0001"),
        person("Dodi", "+6281299990001"),
        person("Budi", "+6281299990002"),
    ]
    .map(|person| draft.create(&person));
    store(draft).await.expect("stored");
    go_to("/privacy");
    until(|| find("h1").is_some_and(|h1| h1.text_content() == Some("Privacy".to_owned()))).await;
    assert!(find("[data-list='known-again']").is_none());
    // As a colleague's file tells it: their id, and the marks of their number.
    let gone = Session.peek(|workspace| workspace.marked(workspace.to_erase(sari), 7));
    let mut draft = Draft::new(new_id(), Label::new(Action::OpenFile));
    draft.erase(&gone);
    store(draft).await.expect("stored");
    let listed = || {
        let list = find("[data-list='known-again']").and_then(|list| list.text_content());
        list.unwrap_or_default()
    };
    until(|| listed().contains("Sari B.") && listed().contains("Dodi")).await;
    assert!(!listed().contains("Budi"));
    press("erase-asked").await;
    press("confirm-erase").await;
    until(|| !listed().contains("Sari B.")).await;
    until(|| find("dialog").is_none()).await;
    assert!(erase::is_erased(duplicate) && !erase::is_erased(family));
    press("keep-known").await;
    until(|| listed().is_empty()).await;
    assert!(!erase::is_erased(family));
    go_to("/");
    // That is remembered, and another change asks nobody again.
    somebody("Eka", false).await;
    let owner = Owner::new_root(None);
    let found = owner.with(|| RwSignal::new(vec![family]));
    owner.with(|| known_again::list(found));
    until(|| found.get_untracked().is_empty()).await;
    until(|| find("[data-action='record-request']").is_none()).await;
}
