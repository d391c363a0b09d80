//! The ways that people take, again, without a pointer: whatever is used is reached by
//! keys, and every stop on the way to it can be seen.

use tangga_e2e::app::App;

use crate::{journey, merge, paths};

pub async fn a_coffee_shop_is_begun_by_keys_alone(app: &mut App) -> anyhow::Result<()> {
    app.browser()?.use_keys_alone();
    paths::the_owner_of_a_coffee_shop_begins_on_a_telephone(app).await
}

pub async fn a_spreadsheet_is_understood_by_keys_alone(app: &mut App) -> anyhow::Result<()> {
    app.browser()?.use_keys_alone();
    paths::forty_thousand_rows_are_understood_before_a_meeting(app).await
}

pub async fn a_lecture_is_held_by_keys_alone(app: &mut App) -> anyhow::Result<()> {
    app.browser()?.use_keys_alone();
    paths::a_lecture_follows_the_tour_of_the_sample_shop(app).await
}

pub async fn a_colleagues_file_is_chosen_from_by_keys_alone(app: &mut App) -> anyhow::Result<()> {
    app.browser()?.use_keys_alone();
    merge::a_colleagues_file_is_looked_at_chosen_and_undone(app).await
}

pub async fn customers_get_a_segment_by_keys_alone(app: &mut App) -> anyhow::Result<()> {
    app.browser()?.use_keys_alone();
    paths::chosen_customers_get_a_segment_in_one_step(app).await
}

pub async fn a_journey_is_built_by_keys_alone(app: &mut App) -> anyhow::Result<()> {
    app.browser()?.use_keys_alone();
    journey::a_journey_is_built(app).await
}
