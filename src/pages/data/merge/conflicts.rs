//! Fields that both sides changed without knowing of each other: mine, theirs
//! and before, chosen one by one or all at once.

use super::{fields_list, values};
use crate::app::merge::{Choice, Class, Compared, ComparedField, Line, Looked, Merging, is_life};
use crate::components::{format, paged, unique_id};
use crate::words::merge as texts;
use leptos::prelude::*;
use tangga_engine::domain::{Collection, Stamp, Value};

/// Records that are listed at a time: each shows all its choices.
const LISTED: usize = 10;

/// The conflicts, if there are any.
pub fn conflicts(merging: Merging, total: usize) -> Option<AnyView> {
    if total == 0 {
        return None;
    }
    let heading = texts::conflicts_heading(&format::count(total as u64));
    let label = heading.clone();
    // Which choice for all was made last; none once one was made by hand.
    let for_all = RwSignal::new(Some(None));
    let draw = move |from, most| {
        let cards = merging.with_looked(|looked| {
            let lines = looked.lines(Class::Conflict, from, most).into_iter();
            lines.filter_map(|line| Card::of(merging, looked, line)).collect::<Vec<_>>()
        });
        let cards = cards.unwrap_or_default().into_iter();
        cards.map(|card| card.view(merging, for_all)).collect_view().into_any()
    };
    let pages = paged(total, LISTED, label.clone(), draw);
    let view = view! {
        <section class="stack" aria-label=label>
            <h4>{heading}</h4>
            <p class="reading">{texts::conflicts_text()}</p>
            {all_at_once(merging, for_all)}
            {pages}
        </section>
    };
    Some(view.into_any())
}

fn all_at_once(merging: Merging, for_all: RwSignal<Option<Option<Choice>>>) -> AnyView {
    let name = unique_id("merge-all");
    let choices = [
        (None, "later", texts::all_later()),
        (Some(Choice::Mine), "mine", texts::all_mine()),
        (Some(Choice::Theirs), "theirs", texts::all_theirs()),
        (Some(Choice::Both), "both", texts::all_both()),
    ];
    let radios = choices
        .into_iter()
        .map(|(choice, code, label)| {
            view! {
                <label class="check">
                    <input
                        type="radio"
                        name=name.clone()
                        value=code
                        prop:checked=move || for_all.get() == Some(choice)
                        on:change=move |_| {
                            for_all.set(Some(choice));
                            merging.choose_all(choice);
                        }
                    />
                    <span>{label}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset class="merge-choice" data-merge-field="all">
            <legend>{texts::for_all()}</legend>
            <div class="choices inline">{radios}</div>
        </fieldset>
    }
    .into_any()
}

/// A record in conflict, in words.
struct Card {
    compared: Compared,
    name: String,
    /// By field: its name, and what is offered.
    conflicts: Vec<Conflict>,
    others: Vec<(&'static str, String)>,
    /// What would go with a record that one side deleted.
    meanwhile: Vec<(&'static str, String)>,
}

struct Conflict {
    field: ComparedField,
    label: &'static str,
    mine: (String, String),
    theirs: (String, String),
    before: Option<String>,
}

impl Card {
    fn of(merging: Merging, looked: &Looked, line: Line) -> Option<Card> {
        let compared = looked.open(line)?;
        let said = |field: &ComparedField, value: Option<&Value>| {
            values::said(looked, line.collection, field, value)
        };
        // Which side keeps a record says nothing of when it was changed last.
        let decided = |field: &ComparedField, stamp: Option<Stamp>| {
            let keeps = is_life(field) && stamp == values::keeper(field);
            (!keeps).then(|| values::written(merging, stamp)).flatten().unwrap_or_default()
        };
        let in_conflict = compared.fields.iter().filter(|field| field.conflict);
        let conflicts = in_conflict.map(|field| Conflict {
            label: values::label(line.collection, field),
            mine: (said(field, field.mine.as_ref()), decided(field, field.mine_stamp)),
            theirs: (said(field, field.theirs.as_ref()), decided(field, Some(field.theirs_stamp))),
            before: field.before.as_ref().map(|before| said(field, before.value.as_ref())),
            field: field.clone(),
        });
        let conflicts = conflicts.collect();
        let others = values::changes(looked, &compared);
        let meanwhile = values::changed_meanwhile(looked, &compared);
        Some(Card { name: looked.name(line), conflicts, others, meanwhile, compared })
    }

    fn view(self, merging: Merging, for_all: RwSignal<Option<Option<Choice>>>) -> AnyView {
        let Card { compared, name, conflicts, others, meanwhile } = self;
        let collection = compared.collection;
        let title = format!("{}: {name}", texts::one(collection));
        let choices = conflicts
            .into_iter()
            .map(|conflict| conflict.view(merging, for_all, &compared, &title))
            .collect_view();
        let others = (!others.is_empty()).then(|| {
            view! {
                <p class="quiet">{texts::also()}</p>
                {fields_list(others)}
            }
        });
        let meanwhile = (!meanwhile.is_empty()).then(|| {
            view! {
                <p class="quiet">{texts::changed_meanwhile()}</p>
                {fields_list(meanwhile)}
            }
        });
        view! {
            <article class="merge-card">
                <h5>{title}</h5>
                {choices}
                {meanwhile}
                {others}
            </article>
        }
        .into_any()
    }
}

impl Conflict {
    fn view(
        self,
        merging: Merging,
        for_all: RwSignal<Option<Option<Choice>>>,
        of: &Compared,
        title: &str,
    ) -> AnyView {
        let Conflict { field, label, mine, theirs, before } = self;
        let (collection, record) = (of.collection, of.record);
        let name = unique_id("merge-choice");
        let machine = machine_name(collection, &field);
        let both = (texts::both_text().to_owned(), String::new());
        let offers = [
            (Choice::Mine, "mine", texts::mine(), mine),
            (Choice::Theirs, "theirs", texts::theirs(), theirs),
            (Choice::Both, "both", texts::both(), both),
        ];
        let can_keep_both = field.can_keep_both;
        let field = StoredValue::new(field);
        let chosen =
            Memo::new(move |_| field.with_value(|field| merging.chosen(collection, record, field)));
        let radios = offers
            .into_iter()
            .filter(|(choice, ..)| *choice != Choice::Both || can_keep_both)
            .map(|(choice, code, who, (value, when))| {
                view! {
                    <label class="check">
                        <input
                            type="radio"
                            name=name.clone()
                            value=code
                            prop:checked=move || chosen.get() == choice
                            on:change=move |_| {
                                for_all.set(None);
                                let field = field.with_value(|field| field.field);
                                merging.choose(collection, record, field, choice);
                            }
                        />
                        <span>
                            <span class="quiet">{who}</span>
                            <span class="merge-value">{value}</span>
                            <small>{when}</small>
                        </span>
                    </label>
                }
            })
            .collect_view();
        view! {
            <fieldset class="merge-choice" data-merge-field=machine>
                <legend>
                    {label}
                    <span class="only-heard">{format!(" ({title})")}</span>
                </legend>
                <div class="choices">{radios}</div>
                {before.map(|before| view! { <p class="quiet">{texts::before(before)}</p> })}
            </fieldset>
        }
        .into_any()
    }
}

/// What the field is called by programs.
fn machine_name(collection: Collection, field: &ComparedField) -> String {
    let name = collection.fields().get(usize::from(field.field.0)).map_or("alive", |f| f.name);
    format!("{}.{name}", collection.name())
}
