//! What an import would do: the counts, what is to be decided, the rows that
//! cannot be taken, and the one button that does it.

mod counted;

use super::changed::{self, Changed};
use super::columns::Picker;
use crate::app::import::intake::{Intake, Step};
use crate::components::{Button, Choice, Kind, Notice, Progress, Symbol, TextField, Tone, format};
use crate::pages::currencies::{self, OFFERED};
use crate::words::{Count, actions, choices, data, erase, import as texts};
use leptos::prelude::*;
use tangga_engine::domain::{Currency, Period, Survey};
use tangga_engine::interchange::spreadsheet::Contents;
use tangga_engine::interchange::spreadsheet::plan::{BadRow, Counts};

/// Rows that are listed: bad ones, and values that change.
const LISTED: usize = 100;

/// The last finding, kept while the file is checked again, so that nothing
/// jumps under the hands of whoever is deciding.
#[derive(Clone, PartialEq)]
struct Findings {
    counts: Counts,
    /// When the new facts were, and what they are worth in minor units.
    span: Option<Period>,
    sum: Option<i64>,
    contents: Contents,
    currency: Currency,
    may_choose_currency: bool,
    decimals_needed: u8,
    first_decimals: Option<u32>,
    has_amounts: bool,
    bad_rows: Vec<BadRow>,
    decimal_rows: Vec<BadRow>,
    changed: Vec<Changed>,
    values_changed: usize,
    other_names: Vec<Changed>,
    /// How many other names new customers have in the file, and the first of them.
    also_named: (u64, String),
}

fn first(rows: &[BadRow]) -> Vec<BadRow> {
    rows.iter().take(LISTED).cloned().collect()
}

/// The check and its confirmation.
#[component]
pub fn Check(
    /// The import.
    intake: Intake,
) -> impl IntoView {
    let findings = Memo::new(move |before: Option<&Option<Findings>>| {
        let (contents, has_amounts) = intake.looked.with(|looked| {
            let mapping = &looked.as_ref()?.mapping;
            Some((mapping.contents, mapping.has_amounts()))
        })?;
        intake.found.with(|found| match found {
            Some(found) => Some(Findings {
                counts: found.planned.counts,
                span: found.planned.span(),
                sum: found.planned.sum(),
                contents,
                has_amounts,
                currency: found.currency.clone(),
                may_choose_currency: found.may_choose_currency,
                decimals_needed: found.planned.decimals_needed,
                first_decimals: found.planned.first_decimals,
                bad_rows: first(&found.planned.bad_rows),
                decimal_rows: first(&found.planned.decimal_rows),
                changed: changed::first(&found.planned.updates, LISTED),
                values_changed: found.planned.updates.len(),
                other_names: changed::first(&found.planned.other_names, LISTED),
                also_named: found.planned.also_named.clone(),
            }),
            None => before.cloned().flatten().filter(|before| before.contents == contents),
        })
    });
    let ready = Memo::new(move |_| intake.work.step.get() == Step::Checked);
    let checking = Memo::new(move |_| intake.work.step.get() == Step::Checking);
    let has_findings = Memo::new(move |_| findings.read().is_some());
    let progress = move || {
        view! {
            <Progress
                label=data::checking()
                done=intake.work.progress
                on_stop=move |()| intake.stop()
            />
        }
    };
    view! {
        <Show when=move || checking.get()>{progress}</Show>
        <div
            class="import-check stack"
            class:stale=move || !ready.get()
            data-preview=move || if ready.get() { "ready" } else { "wait" }
            hidden=move || !has_findings.get()
        >
            <counted::Figures findings/>
            {money(findings)}
            <Deciding intake findings/>
            {changed(findings)}
            {also(findings)}
            {bad_rows(findings)}
            <Confirm intake findings ready/>
        </div>
    }
    .into_any()
}

/// What is said about amounts: that there are none, or about their decimals.
fn money(findings: Memo<Option<Findings>>) -> impl Fn() -> AnyView + Send {
    move || {
        let said = findings.with(|findings| {
            let findings = findings.as_ref()?;
            if findings.contents == Contents::Purchases && !findings.has_amounts {
                let text = texts::no_amounts_text().to_owned();
                return Some((Tone::Careful, texts::no_amounts(), text));
            }
            let title = texts::cents_title();
            let currency = format::currency_words(&findings.currency);
            if findings.counts.too_many_decimals > 0 {
                let count = format::count(findings.counts.too_many_decimals);
                return Some((Tone::Careful, title, texts::cents_refused(&count, currency)));
            }
            let line = findings.first_decimals.filter(|_| findings.may_choose_currency)?;
            let count = format::count(findings.counts.with_decimals);
            Some((Tone::Neutral, title, texts::cents_kept(&count, line, currency)))
        });
        let notice = said.map(|(tone, title, text)| {
            view! { <Notice tone title text/> }
        });
        notice.into_any()
    }
}

#[component]
fn Deciding(intake: Intake, findings: Memo<Option<Findings>>) -> impl IntoView {
    let about = move |read: fn(&Findings) -> bool| {
        Memo::new(move |_| findings.with(|findings| findings.as_ref().is_some_and(read)))
    };
    let nobody = about(|f| f.counts.without_customer > 0);
    let repeats = about(|f| f.counts.repeated_in_file > 0 && f.contents != Contents::Customers);
    let matches = about(|f| f.counts.matched_customers > 0 && f.contents == Contents::Customers);
    let others = about(|f| f.counts.other_names > 0);
    let erased = about(|f| f.counts.erased > 0);
    let answers = about(|f| f.contents == Contents::Feedback);
    let currency = about(|f| f.may_choose_currency);
    let left_out = about(|f| f.counts.repeated_left_out == f.counts.repeated_in_file);
    let anything = Memo::new(move |_| {
        [nobody, repeats, matches, others, erased, answers, currency].iter().any(|one| one.get())
    });
    let take_nobody = move || {
        check(
            texts::take_without(),
            texts::take_without_text(),
            Signal::derive(move || intake.decisions.read().take_without_customer),
            move |on| intake.decide(|decisions| decisions.take_without_customer = on),
        )
    };
    let leave_repeats = move || {
        check(texts::leave_out_repeated(), "", left_out.into(), move |on| {
            intake.decide(|decisions| decisions.leave_out_repeated = Some(on))
        })
    };
    let overwrite = move || {
        check(
            texts::overwrite(),
            texts::overwrite_text(),
            Signal::derive(move || intake.decisions.read().overwrite),
            move |on| intake.decide(|decisions| decisions.overwrite = on),
        )
    };
    let take_others = move || {
        let names = move || {
            findings.with(|findings| {
                let Some(f) = findings else { return ().into_any() };
                changed::other_names(&f.other_names, f.counts.other_names)
            })
        };
        view! {
            {check(
                texts::take_other_names(),
                texts::take_other_names_text(),
                Signal::derive(move || intake.decisions.read().take_other_names),
                move |on| intake.decide(|decisions| decisions.take_other_names = on),
            )}
            {names}
        }
    };
    let take_erased = move || {
        let who = move || {
            let count = findings.with(|f| f.as_ref().map_or(0, |f| f.counts.erased));
            erase::known_again(&format::count(count))
        };
        view! {
            <p>{who}</p>
            {check(
                erase::take_in(),
                erase::take_in_text(),
                Signal::derive(move || intake.decisions.read().take_erased),
                move |on| intake.decide(|decisions| decisions.take_erased = on),
            )}
        }
    };
    let survey = move || {
        let surveys: Vec<Choice> = Survey::ALL
            .iter()
            .map(|survey| Choice::new(survey.code(), choices::survey(*survey)))
            .collect();
        let chosen = Signal::derive(move || {
            intake.decisions.read().survey.unwrap_or(Survey::Nps).code().to_owned()
        });
        let choose = move |(code,): (String,)| {
            intake.decide(|decisions| decisions.survey = Survey::from_code(&code));
        };
        view! {
            <Picker
                label=texts::which_survey()
                name="survey"
                chosen
                choices=surveys
                on_choose=choose
            />
        }
    };
    view! {
        <fieldset class="import-decide" hidden=move || !anything.get()>
            <legend>{texts::decide()}</legend>
            <Show when=move || currency.get()>
                <WhichCurrency intake findings/>
            </Show>
            <Show when=move || answers.get()>{survey}</Show>
            <Show when=move || erased.get()>{take_erased}</Show>
            <Show when=move || nobody.get()>{take_nobody}</Show>
            <Show when=move || repeats.get()>{leave_repeats}</Show>
            <Show when=move || matches.get()>{overwrite}</Show>
            <Show when=move || others.get()>{take_others}</Show>
        </fieldset>
    }
    .into_any()
}

fn check(
    label: &'static str,
    hint: &'static str,
    value: Signal<bool>,
    on_change: impl Fn(bool) + 'static,
) -> AnyView {
    view! {
        <label class="check">
            <input
                type="checkbox"
                prop:checked=move || value.get()
                on:change=move |event| on_change(event_target_checked(&event))
            />
            <span>
                {label}
                {(!hint.is_empty()).then(|| view! { <small>{hint}</small> })}
            </span>
        </label>
    }
    .into_any()
}

#[component]
fn WhichCurrency(intake: Intake, findings: Memo<Option<Findings>>) -> impl IntoView {
    let now = Memo::new(move |_| {
        findings.with(|f| f.as_ref().map(|f| (f.currency.clone(), f.decimals_needed)))
    });
    let typed = RwSignal::new(String::new());
    let other = RwSignal::new(false);
    let chosen = Signal::derive(move || {
        let code = now.with(|now| now.as_ref().map(|(currency, _)| currencies::code(currency)));
        if other.get() { String::new() } else { code.unwrap_or_default() }
    });
    let offers = Signal::derive(move || {
        let Some((current, needed)) = now.get() else { return Vec::new() };
        let mut offers: Vec<Currency> =
            OFFERED.iter().map(|code| currencies::holding(code, needed)).collect();
        // Without decimals too: rows that have some are then left out.
        for other in [Currency::default(), current] {
            if !offers.contains(&other) {
                offers.insert(0, other);
            }
        }
        let other = Choice::new("", texts::other_currency());
        offers.iter().map(currencies::choice).chain([other]).collect()
    });
    let take = move |currency: Currency| {
        intake.decide(|decisions| decisions.currency = Some(currency));
    };
    let choose = move |(code,): (String,)| {
        other.set(code.is_empty());
        if let Some(currency) = currencies::of_code(&code) {
            take(currency);
        }
    };
    // Three letters are a code; whether a country uses it is the user's matter.
    Effect::new(move |_| {
        let code = typed.get().trim().to_ascii_uppercase();
        let whole = code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase());
        let needed = now.with_untracked(|now| now.as_ref().map_or(0, |(_, needed)| *needed));
        if whole && other.get_untracked() {
            take(currencies::holding(&code, needed));
        }
    });
    view! {
        <div class="stack">
            <Picker
                label=texts::which_currency()
                name="currency"
                chosen
                choices=offers
                on_choose=choose
            />
            <Show when=move || other.get()>
                <TextField label=texts::other_currency() value=typed/>
            </Show>
            <p class="field-hint">
                {move || {
                    now.with(|now| {
                        now.as_ref().map(|(c, _)| texts::currency_set(format::currency_words(c)))
                    })
                }}
            </p>
        </div>
    }
    .into_any()
}

/// The customers who change, value by value.
fn changed(findings: Memo<Option<Findings>>) -> impl Fn() -> AnyView + Send {
    move || {
        findings.with(|findings| {
            let Some(f) = findings else { return ().into_any() };
            let customers = format::count(f.counts.updated_customers);
            changed::changes(f.changed.clone(), f.values_changed, &customers)
        })
    }
}

/// Words for so many.
type Say = fn(&Count) -> String;

/// What else the file brings, in lines.
fn also(findings: Memo<Option<Findings>>) -> impl Fn() -> AnyView + Send {
    move || {
        let lines = findings.with(|findings| {
            let Some(f) = findings else { return Vec::new() };
            let repeats_kept = f.counts.repeated_in_file - f.counts.repeated_left_out;
            let with: [(u64, Say); 5] = [
                (f.counts.held_back, texts::held_back),
                (f.counts.matched_customers, texts::matched),
                (f.counts.returns, texts::returns),
                (f.counts.quantities_left_out, texts::quantities),
                (repeats_kept, texts::repeated_kept),
            ];
            let some = with.into_iter().filter(|(count, _)| *count > 0);
            some.map(|(count, say)| say(&format::count(count))).collect()
        });
        let named = findings.with(|findings| {
            let (count, first) = findings.as_ref()?.also_named.clone();
            (count > 0).then(|| texts::also_named(&format::count(count), first))
        });
        let lines = lines.into_iter().chain(named);
        let lines = lines.map(|line| view! { <li>{line}</li> }).collect_view();
        view! { <ul class="import-also">{lines}</ul> }.into_any()
    }
}

fn bad_rows(findings: Memo<Option<Findings>>) -> impl Fn() -> AnyView + Send {
    move || {
        let (rows, all) = findings.with(|findings| {
            findings.as_ref().map_or_else(Default::default, |f| {
                let mut rows: Vec<BadRow> =
                    f.bad_rows.iter().chain(&f.decimal_rows).cloned().collect();
                rows.sort_by_key(|row| row.line);
                rows.truncate(LISTED);
                (rows, f.counts.bad + f.counts.too_many_decimals)
            })
        });
        if rows.is_empty() {
            return ().into_any();
        }
        let part =
            (all > rows.len() as u64).then(|| texts::bad_first(format::integer(rows.len() as i64)));
        let rows = rows
            .into_iter()
            .map(|row| {
                view! {
                    <tr>
                        <td class="number">{row.line.to_string()}</td>
                        <td>{texts::bad_reason(row.reason)}</td>
                        <td class="import-text">{row.text}</td>
                    </tr>
                }
            })
            .collect_view();
        view! {
            <h3>{texts::bad_heading()}</h3>
            {part.map(|part| view! { <p class="quiet">{part}</p> })}
            <div
                class="scroll-x import-list"
                tabindex="0"
                role="region"
                aria-label=texts::bad_heading()
            >
                <table class="table">
                    <thead>
                        <tr>
                            <th scope="col" class="number">
                                {texts::line()}
                            </th>
                            <th scope="col">{data::reason()}</th>
                            <th scope="col">{data::text_of_row()}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
        .into_any()
    }
}

#[component]
fn Confirm(intake: Intake, findings: Memo<Option<Findings>>, ready: Memo<bool>) -> impl IntoView {
    let brings = Memo::new(move |_| {
        findings.with(|findings| {
            let f = findings.as_ref()?;
            let count = format::count;
            Some(match (f.counts.new_facts, f.counts.new_customers, f.counts.updated_customers) {
                (0, 0, 0) => return None,
                (0, 0, updated) => texts::update_customers(&count(updated)),
                (0, customers, _) => texts::import_customers(&count(customers)),
                (facts, ..) if f.contents == Contents::Feedback => {
                    texts::import_answers(&count(facts))
                }
                (facts, ..) => texts::import_purchases(&count(facts)),
            })
        })
    });
    let nothing = move || {
        let old = findings.with(|f| f.as_ref().is_some_and(|f| f.counts.are_all_known()));
        (brings.read().is_none() && old && ready.get())
            .then(|| view! { <Notice title=data::nothing_new()/> })
    };
    let label = Signal::derive(move || {
        brings.get().unwrap_or_else(|| data::nothing_to_import().to_owned())
    });
    view! {
        {nothing}
        <div class="row">
            <Button
                label
                kind=Kind::Primary
                symbol=Symbol::Check
                disabled=Signal::derive(move || !ready.get() || brings.read().is_none())
                on_click=move |()| intake.confirm()
                attr:data-action="confirm-import"
            />
            <Button
                label=actions::cancel()
                on_click=move |()| intake.forget()
            />
        </div>
    }
    .into_any()
}
