//! The rules in words, and their thresholds to edit.

use crate::app::{commands, derived};
use crate::components::{
    Button, Dialog, DialogForm, Kind, NumberField, Panel, RungChip, Sending, Symbol, entry, format,
};
use crate::words::{fields, ladder as texts};
use leptos::prelude::*;
use tangga_engine::analytics::ladder::LadderRules;
use tangga_engine::domain::{Rung, Setting};

/// The rule of each rung.
#[component]
pub fn Rules() -> impl IntoView {
    let open = RwSignal::new(false);
    let lines = move || {
        let rules = derived::ladder_rules();
        Rung::ALL
            .iter()
            .rev()
            .map(|&rung| {
                view! {
                    <div>
                        <dt><RungChip rung/></dt>
                        <dd>{rule(rung, &rules)}</dd>
                    </div>
                }
            })
            .collect_view()
    };
    let edit = move || {
        view! {
            <Button
                label=texts::edit_rules()
                symbol=Symbol::Edit
                small=true
                on_click=move || open.set(true)
                attr:data-action="edit"
            />
        }
    };
    view! {
        <Panel heading=texts::rules() finding=texts::rules_text() actions=edit>
            <dl class="ladder-rules">{lines}</dl>
            <Dialog open title=texts::edit_rules() form=true>
                <Editor open/>
            </Dialog>
        </Panel>
    }
    .into_any()
}

fn rule(rung: Rung, rules: &LadderRules) -> String {
    let number = |n: u32| format::integer(i64::from(n));
    match rung {
        Rung::Suspect => texts::rule_suspect().to_owned(),
        Rung::Prospect => texts::rule_prospect().to_owned(),
        Rung::FirstTime => texts::rule_first_time(number(rules.repeat_purchases.max(2))),
        Rung::Repeat => texts::rule_repeat(number(rules.repeat_purchases.max(2))),
        Rung::Majority => {
            texts::rule_majority(format::percent(rules.majority_share as f64 / 100.0, 0))
        }
        Rung::Loyal => texts::rule_loyal(
            number(rules.loyal_purchases),
            format::integer(i64::from(rules.loyal_window)),
        ),
        Rung::Advocate => texts::rule_advocate(
            format::integer(rules.advocate_referrals),
            format::integer(rules.advocate_score),
        ),
    }
}

/// A threshold's field: its text, and the least and greatest number.
#[derive(Clone, Copy)]
struct Threshold {
    typed: RwSignal<String>,
    least: i64,
    most: i64,
}

impl Threshold {
    fn new(value: i64, least: i64, most: i64) -> Threshold {
        Threshold { typed: RwSignal::new(format::integer(value)), least, most }
    }

    fn read(self) -> Option<i64> {
        entry::integer_within(&self.typed.read_untracked(), self.least, self.most).ok().flatten()
    }
}

/// The settings that hold these thresholds, in the order of the form.
fn settings_of(values: [Option<i64>; 6]) -> Setting {
    let mut settings = Setting::default();
    [
        settings.repeat_purchases,
        settings.majority_share,
        settings.loyal_purchases,
        settings.loyal_window,
        settings.advocate_referrals,
        settings.advocate_score,
    ] = values;
    settings
}

#[component]
fn Editor(open: RwSignal<bool>) -> impl IntoView {
    let rules = untrack(derived::ladder_rules);
    let repeat = Threshold::new(i64::from(rules.repeat_purchases), 2, 1_000);
    let share = Threshold::new(rules.majority_share, 1, 100);
    let loyal = Threshold::new(i64::from(rules.loyal_purchases), 1, 1_000);
    let window = Threshold::new(i64::from(rules.loyal_window), 1, 3_650);
    let referrals = Threshold::new(rules.advocate_referrals, 1, 1_000);
    let score = Threshold::new(rules.advocate_score, 0, 10);
    let all = [repeat, share, loyal, window, referrals, score];
    let opened = all.map(Threshold::read);
    let wrong = RwSignal::new(false);
    let sending = Sending::new(open);

    let restore = move || {
        let usual = LadderRules::default();
        let values = [
            i64::from(usual.repeat_purchases),
            usual.majority_share,
            i64::from(usual.loyal_purchases),
            i64::from(usual.loyal_window),
            usual.advocate_referrals,
            usual.advocate_score,
        ];
        for (threshold, value) in all.into_iter().zip(values) {
            threshold.typed.set(format::integer(value));
        }
    };
    let send = move || {
        let values = all.map(Threshold::read);
        wrong.set(values.iter().any(Option::is_none));
        if !wrong.get_untracked() {
            let (opened, now) = (settings_of(opened), settings_of(values));
            commands::save_settings(&opened, &now, sending.begin());
        }
    };
    let usual = view! { <Button label=texts::usual() kind=Kind::Quiet on_click=restore/> };
    let field = |label: &'static str, name: &'static str, threshold: Threshold| {
        view! {
            <NumberField
                label
                name=name
                value=threshold.typed
                least=threshold.least
                most=threshold.most
                required=true
            />
        }
        .into_any()
    };
    view! {
        <DialogForm sending on_send=send beside=usual.into_any()>
            {field(fields::repeat_purchases(), "repeat_purchases", repeat)}
            {field(fields::majority_share(), "majority_share", share)}
            {field(fields::loyal_purchases(), "loyal_purchases", loyal)}
            {field(fields::loyal_window(), "loyal_window", window)}
            {field(fields::advocate_referrals(), "advocate_referrals", referrals)}
            {field(fields::advocate_score(), "advocate_score", score)}
            <p class="bad" role="alert">
                {move || wrong.get().then(texts::check_thresholds)}
            </p>
        </DialogForm>
    }
    .into_any()
}
