//! A chart in its frame, for whoever has no pointer.

use std::sync::{Arc, Mutex};

use js_sys::Function;
use leptos::mount::mount_to;
use leptos::prelude::*;
use tangga::components::{ChartFrame, ChartTable};
use tangga_engine::charts::Chart;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

use super::waiting::until;

fn table() -> ChartTable {
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    ChartTable {
        columns: words(&["Rung", "Customers", "Sales"]),
        rows: vec![words(&["Repeat", "96", ""]), words(&["Loyal", "31", "Rp 104.000.000"])],
        keys: words(&["repeat", "loyal"]),
    }
}

fn press(key: &str) {
    let code = format!(
        "document.querySelector('#chart .chart-plot').dispatchEvent(new KeyboardEvent('keydown', \
         {{ key: '{key}', bubbles: true, cancelable: true }}))"
    );
    Function::new_no_args(&code).call0(&wasm_bindgen::JsValue::NULL).expect("it runs");
}

/// What is written and said of the mark, and the keys of the marks in a frame.
fn shown(root: &HtmlElement) -> (String, Vec<String>) {
    let detail = root.query_selector("[role=status]").expect("a selector").expect("a line");
    let marks = root.get_elements_by_class_name("pointed");
    let framed = (0..marks.length()).filter_map(|at| marks.item(at)?.get_attribute("data-key"));
    (detail.text_content().unwrap_or_default(), framed.collect())
}

async fn until_shown(root: &HtmlElement, detail: &str, framed: &[&str]) {
    until(|| {
        let (text, keys) = shown(root);
        text == detail && keys == framed
    })
    .await;
}

#[wasm_bindgen_test]
async fn the_details_of_marks_are_reached_by_keyboard() {
    // Bug: only a pointer could see the details of a mark on the drawing.
    let body = document().body().expect("a body");
    body.insert_adjacent_html("beforeend", "<div id='chart'></div>").expect("well formed");
    let root: HtmlElement = document().get_element_by_id("chart").expect("it").unchecked_into();
    let opened = Arc::new(Mutex::new(Vec::new()));
    let svg = "<svg><g class='mark' data-key='raw:repeat'></g><g class='mark' \
        data-key='sales:repeat'></g><g class='mark' data-key='loyal'></g></svg>";
    let chart = Chart { svg: svg.to_owned(), width: 300.0, height: 100.0 };
    let hears = opened.clone();
    let mounted = mount_to(root.clone(), move || {
        let draw = move |_: f64| Some(chart.clone());
        let on_mark = move |key: String| hears.lock().expect("one thread").push(key);
        view! { <ChartFrame heading="A finding" draw table=table() file_name="chart" on_mark/> }
    });
    until_shown(&root, "", &[]).await;
    let stop = root.query_selector(".chart-plot[tabindex='0'][aria-label='A finding']");
    assert!(stop.expect("a selector").is_some(), "the drawing is one stop of the Tab key");
    // The marks are drawn once the width is known.
    until(|| root.get_elements_by_class_name("mark").length() == 3).await;

    press("ArrowRight");
    until_shown(&root, "Repeat · Customers: 96", &["raw:repeat", "sales:repeat"]).await;
    press("ArrowRight");
    press("ArrowRight");
    until_shown(&root, "Loyal · Customers: 31 · Sales: Rp 104.000.000", &["loyal"]).await;
    press("Enter");
    assert_eq!(*opened.lock().expect("one thread"), ["loyal"]);
    press("Home");
    until_shown(&root, "Repeat · Customers: 96", &["raw:repeat", "sales:repeat"]).await;
    drop(mounted);
    root.remove();
}
