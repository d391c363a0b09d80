//! What a marketer does with the release build, in three browser engines.

use std::process::ExitCode;

use tangga_e2e::build;
use tangga_e2e::engine::{ALL, CHROMIUM, WITH_PROFILE};
use tangga_e2e::{runner, scenario};

mod anywhere;
mod backup;
mod begin;
mod customers;
mod data;
mod edit;
mod faults;
mod import;
mod journey;
mod keys;
mod merge;
mod offline;
mod paths;
mod privacy;
mod screens;
mod tabs;

fn main() -> ExitCode {
    runner::main(
        build::release(),
        &[
            scenario!(ALL, begin::the_sample_shop_fills_every_figure),
            scenario!(ALL, begin::the_sample_shop_is_removed_in_one_step),
            scenario!(ALL, begin::what_was_tried_in_the_sample_shop_waits_for_no_backup),
            scenario!(ALL, begin::a_part_that_does_not_come_is_said_and_asked_for_again),
            scenario!(ALL, anywhere::the_palette_and_the_keys_lead_everywhere),
            scenario!(ALL, anywhere::a_view_is_kept_in_its_address),
            scenario!(ALL, import::a_messy_spreadsheet_imported_again_is_all_duplicates),
            scenario!(ALL, import::a_workbook_of_excel_comes_back_as_it_left),
            scenario!(ALL, import::the_cdnow_purchases_give_their_known_figures),
            scenario!(ALL, data::a_workspace_file_comes_back_as_it_was),
            scenario!(ALL, data::what_is_shared_without_personal_data_names_nobody),
            scenario!(ALL, merge::a_colleagues_file_is_looked_at_chosen_and_undone),
            scenario!(ALL, merge::what_a_deletion_would_take_is_said),
            scenario!(ALL, merge::ones_own_older_file_changes_nothing),
            scenario!(ALL, merge::many_new_rows_are_there_after_undo_and_a_reload),
            scenario!(ALL, customers::who_is_held_twice_is_found_merged_and_parted),
            scenario!(CHROMIUM, customers::chosen_rows_become_one_customer),
            scenario!(ALL, customers::customers_are_taken_along_as_they_stand),
            scenario!(ALL, customers::who_comes_back_is_told_by_the_month_of_the_first_purchase),
            scenario!(ALL, customers::the_sales_of_a_year_are_found),
            scenario!(ALL, customers::who_has_not_bought_for_long_is_listed),
            scenario!(CHROMIUM, customers::a_form_goes_to_the_first_field_that_is_wrong),
            scenario!(ALL, edit::a_purchase_survives_undo_redo_and_reload),
            scenario!(ALL, edit::an_answer_goes_to_one_of_two_customers_of_the_same_name),
            scenario!(ALL, edit::a_form_left_by_escape_takes_up_what_was_typed),
            scenario!(ALL, edit::an_imported_address_stops_no_other_change),
            scenario!(ALL, edit::a_page_left_while_it_reads_holds_up_no_save),
            scenario!(ALL, journey::a_journey_is_built),
            scenario!(ALL, journey::a_chart_is_taken_along_as_svg_and_png),
            scenario!(CHROMIUM, journey::a_chart_looks_the_same_outside_of_the_page),
            scenario!(CHROMIUM, journey::a_chart_fills_the_screen_of_a_lecture),
            scenario!(ALL, paths::the_owner_of_a_coffee_shop_begins_on_a_telephone),
            scenario!(ALL, paths::forty_thousand_rows_are_understood_before_a_meeting),
            scenario!(ALL, paths::a_lecture_follows_the_tour_of_the_sample_shop),
            scenario!(ALL, paths::chosen_customers_get_a_segment_in_one_step),
            scenario!(ALL, paths::shift_chooses_from_the_row_where_the_cursor_is),
            scenario!(ALL, paths::a_range_begins_at_the_chosen_row_wherever_it_stands),
            scenario!(CHROMIUM, keys::a_coffee_shop_is_begun_by_keys_alone),
            scenario!(CHROMIUM, keys::a_spreadsheet_is_understood_by_keys_alone),
            scenario!(CHROMIUM, keys::a_lecture_is_held_by_keys_alone),
            scenario!(CHROMIUM, keys::a_colleagues_file_is_chosen_from_by_keys_alone),
            scenario!(CHROMIUM, keys::customers_get_a_segment_by_keys_alone),
            scenario!(ALL, keys::a_journey_is_built_by_keys_alone),
            scenario!(ALL, offline::a_deep_link_opens_while_the_server_is_stopped),
            scenario!(WITH_PROFILE, offline::a_cold_start_needs_no_server),
            scenario!(ALL, offline::a_deep_link_below_a_path_opens),
            scenario!(
                CHROMIUM,
                faults::a_browser_killed_while_it_saves_holds_what_was_before_or_after
            ),
            scenario!(
                CHROMIUM,
                faults::an_import_without_room_is_refused_and_works_once_there_is_room
            ),
            scenario!(
                CHROMIUM,
                faults::damaged_files_of_the_browser_never_lose_anything_in_silence
            ),
            scenario!(WITH_PROFILE, tabs::two_tabs_on_one_customer_keep_each_others_edits),
            scenario!(ALL, backup::an_encrypted_backup_opens_with_its_passphrase_alone),
            scenario!(
                CHROMIUM,
                backup::backups_roll_in_a_folder_and_the_oldest_left_is_gone_back_to
            ),
            scenario!(ALL, privacy::only_who_agreed_is_in_a_marketing_list),
            scenario!(ALL, privacy::a_request_waits_under_its_clock_until_it_is_answered),
            scenario!(ALL, privacy::who_is_erased_stays_away_and_their_sales_stay),
            scenario!(CHROMIUM, screens::charts_and_tables_are_told_in_words),
            scenario!(ALL, screens::the_chosen_language_is_remembered),
            scenario!(ALL, screens::markup_in_any_field_is_shown_as_text),
            scenario!(ALL, screens::no_route_scrolls_sideways_at_360_pixels),
            scenario!(ALL, screens::axe_finds_nothing_on_any_route),
        ],
    )
}
