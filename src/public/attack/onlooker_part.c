/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/attack/onlooker_part.h"

#include "public/attack/mean_back.h"

#include <math.h>
#include <stdint.h>

/* That nobody lives beside the areas in an area is believed until it contradicts something; that
 * areas of which no version shows a change did not change is a guess. */
enum {
    WITHOUT_REST,
    WITH_REST,
    UNCHANGED,
    N_FRAMES
};

typedef struct telling {
    const wks_onlooker_part *part;
    wks_seen_frame frames[N_FRAMES];
    size_t n_places;
    wks_place_limits people; /* of the counts at hand; exact ones are known */
    uint32_t people_link;    /* and of which link these are */
    bool has_people;         /* the counts at hand are parts of people, and not events */
    wks_arena *arena;
    wks_onlooker_report *report;
} telling;

static const wks_seen_link *link_of(const telling *t, const wks_seen_value *value)
{
    return &t->part->links[value - t->part->seen->values];
}

static size_t place_of(const telling *t, const wks_seen_value *value)
{
    return wks_seen_frame_place(&t->frames[UNCHANGED], link_of(t, value)->version, value->area,
                                value->breakdown);
}

static bool is_leaf(const telling *t, size_t place)
{
    const wks_seen_frame *frame = &t->frames[UNCHANGED];
    return !frame->has_parts[wks_seen_frame_area(frame, place)];
}

static wks_code narrow_in(telling *t, size_t frame, wks_place_limits *limits, bool *is_possible,
                          wks_error *err)
{
    return wks_place_limits_narrow(limits, &t->frames[frame], t->part->options->solve,
                                   t->part->options->context, t->arena, is_possible, err);
}

/* Narrow what is asked, believing as much as does not contradict what is known. */
static wks_code narrow(telling *t, wks_place_limits *limits, bool *is_possible, wks_error *err)
{
    WKS_TRY(narrow_in(t, WITHOUT_REST, limits, is_possible, err));
    return *is_possible ? WKS_OK : narrow_in(t, WITH_REST, limits, is_possible, err);
}

/* ---- people ---------------------------------------------------------------------------------- */

/* Whether any of them is of this period. */
static bool know_people(const telling *t, wks_place_limits *limits)
{
    const wks_onlooker_part *part = t->part;
    const wks_seen_names *names = &part->seen->names;
    bool is_any = false;
    for (size_t i = 0; i < part->options->n_known; i++) {
        const wks_onlooker_known *known = &part->options->known[i];
        if (wks_seen_names_find(names, known->period) != part->values[0]->period) {
            continue;
        }
        for (uint32_t version = 0; version < part->n_versions; version++) {
            const size_t place = wks_seen_frame_place(&t->frames[UNCHANGED], version,
                                                      wks_seen_names_find(names, known->area),
                                                      wks_seen_names_find(names, known->breakdown));
            if (place < t->n_places && !wks_place_limits_is_exact(limits, place)) {
                wks_place_limits_set(limits, place, (double)known->persons);
                is_any = true;
            }
        }
    }
    return is_any;
}

/* How many people there are at every place, of the shares that are linked to one of them. */
static wks_code find_people(telling *t, uint32_t people, wks_error *err)
{
    const wks_onlooker_part *part = t->part;
    bool is_possible = false;
    t->has_people = false;
    t->people_link = people;
    WKS_TRY(wks_place_limits_init(t->n_places, t->arena, &t->people, err));
    for (size_t i = 0; i < part->n; i++) {
        const wks_seen_value *value = part->values[i];
        if (link_of(t, value)->people == people && value->kind == WKS_SEEN_COUNT &&
            value->all > 0) {
            wks_place_limits_set(&t->people, place_of(t, value), value->all);
            t->has_people = true;
        }
    }
    if (!know_people(t, &t->people) && !t->has_people) {
        return WKS_OK;
    }
    for (size_t i = 0; i < part->n; i++) {
        const wks_seen_value *value = part->values[i];
        const size_t place = place_of(t, value);
        if (link_of(t, value)->people == people && value->kind == WKS_SEEN_NONE &&
            is_leaf(t, place) && !wks_place_limits_is_exact(&t->people, place)) {
            wks_place_limits_set(&t->people, place, 0);
        }
    }
    for (size_t p = 0; p < t->n_places; p++) {
        t->people.is_asked[p] = !wks_place_limits_is_exact(&t->people, p);
    }
    return narrow(t, &t->people, &is_possible, err);
}

/* ---- counts ---------------------------------------------------------------------------------- */

/* The rest that a verdict compares with, and the area itself, are the whole. */
static void use_rest(const telling *t, const wks_seen_value *value, wks_place_limits *limits)
{
    static const double nearly = 1e-6;
    const size_t whole = wks_seen_frame_place(&t->frames[UNCHANGED], link_of(t, value)->version,
                                              value->against, value->breakdown);
    if (value->against == 0 || whole == t->n_places || isnan(value->reference) ||
        !(value->all > 0) || !wks_place_limits_is_exact(&t->people, whole) ||
        wks_place_limits_is_exact(limits, whole)) {
        return;
    }
    const double rest =
        value->reference / value->per * ((double)t->people.least[whole] - value->all);
    if (rest >= 0 && fabs(rest - nearbyint(rest)) <= nearly * (1 + rest)) {
        wks_place_limits_set(limits, whole, value->with + nearbyint(rest));
    }
}

/* Of the values at a place, values[from] up to values[to], what is counted of each thing in a
 * release, once. */
static double counted_at(const telling *t, size_t from, size_t to, uint32_t release)
{
    double sum = 0;
    for (size_t i = from; i < to; i++) {
        const wks_seen_value *value = t->part->values[i];
        bool is_new = value->kind == WKS_SEEN_COUNT && value->release == release;
        for (size_t k = from; k < i; k++) {
            const wks_seen_value *other = t->part->values[k];
            is_new = is_new && !(other->kind == WKS_SEEN_COUNT && other->release == release &&
                                 link_of(t, other)->count == link_of(t, value)->count);
        }
        sum += is_new ? value->with : 0;
    }
    return sum;
}

/* A row that was delivered counts for one thing: what others count of the whole is not counted
 * here. */
static void use_rows(const telling *t, uint32_t count, wks_place_limits *limits)
{
    const wks_onlooker_part *part = t->part;
    const wks_seen_frame *frame = &t->frames[UNCHANGED];
    for (size_t from = 0, to = 0; from < part->n; from = to) {
        const size_t place = place_of(t, part->values[from]);
        while (to < part->n && place_of(t, part->values[to]) == place) {
            to++;
        }
        const bool is_top =
            frame->parent[wks_seen_frame_area(frame, place) % frame->n_areas] == frame->n_areas;
        for (size_t i = from; is_top && i < to; i++) {
            const wks_seen_value *hidden = part->values[i];
            const double left = hidden->rows - counted_at(t, from, to, hidden->release);
            if (link_of(t, hidden)->count == count && hidden->kind == WKS_SEEN_HIDDEN &&
                left >= 0 && left < (double)limits->most[place]) {
                limits->most[place] = llrint(left);
            }
        }
    }
}

static wks_code take_counts(telling *t, uint32_t count, wks_place_limits *limits, wks_error *err)
{
    const wks_onlooker_part *part = t->part;
    WKS_TRY(wks_place_limits_init(t->n_places, t->arena, limits, err));
    for (size_t p = 0; t->has_people && p < t->n_places; p++) {
        limits->most[p] = t->people.most[p];
    }
    for (size_t i = 0; i < part->n; i++) {
        const wks_seen_value *value = part->values[i];
        const size_t place = place_of(t, value);
        if (link_of(t, value)->count != count) {
            continue;
        }
        if (value->kind == WKS_SEEN_COUNT) {
            wks_place_limits_set(limits, place, value->with);
        } else if (value->kind == WKS_SEEN_NONE && is_leaf(t, place) &&
                   !wks_place_limits_is_exact(limits, place)) {
            wks_place_limits_set(limits, place, 0);
        }
    }
    for (size_t i = 0; i < part->n; i++) {
        const wks_seen_value *value = part->values[i];
        if (link_of(t, value)->count == count && value->kind == WKS_SEEN_COUNT) {
            use_rest(t, value, limits);
        } else if (link_of(t, value)->count == count && value->kind == WKS_SEEN_HIDDEN) {
            limits->is_asked[place_of(t, value)] = true;
        }
    }
    return WKS_OK;
}

/* ---- what is told ---------------------------------------------------------------------------- */

/* A place is asked of once, of its last release; earlier ones of the same indicator follow it. */
static bool is_told(const telling *t, size_t i)
{
    const wks_seen_value *value = t->part->values[i];
    for (size_t k = i; k-- > 0 && place_of(t, t->part->values[k]) == place_of(t, value);) {
        if (t->part->values[k]->indicator == value->indicator &&
            t->part->values[k]->kind == WKS_SEEN_HIDDEN) {
            return true;
        }
    }
    return false;
}

static double number_of(int64_t limit)
{
    return limit == WKS_BOUNDS_NO_LIMIT ? INFINITY : (double)limit;
}

/* Only what was asked can be one by now, or what was shown all along. */
static void guess_count(const wks_place_limits *guess, size_t place, wks_onlooker_told *told)
{
    told->guess_least = told->least;
    told->guess_most = told->most;
    if (guess != NULL) {
        told->guess_least = (double)guess->least[place];
        told->guess_most = number_of(guess->most[place]);
        told->is_guessed = told->guess_least == told->guess_most && !told->is_pinned;
    }
}

static void tell_count(telling *t, const wks_seen_value *value, const wks_place_limits *limits,
                       const wks_place_limits *guess, bool is_possible)
{
    const size_t place = place_of(t, value);
    const double minimum = (double)t->part->options->minimum;
    wks_onlooker_told told = {.value = value,
                              .least = is_possible ? (double)limits->least[place] : 0,
                              .most = is_possible ? number_of(limits->most[place]) : INFINITY,
                              .people_least = 0,
                              .people_most = INFINITY,
                              .is_contradicted = !is_possible};
    if (t->has_people) {
        told.people_least = (double)t->people.least[place];
        told.people_most = number_of(t->people.most[place]);
    }
    told.is_pinned = told.least == told.most;
    /* of fewer people than the minimum it is no news that fewer have it */
    told.is_under = (told.people_most >= minimum && told.most < minimum) ||
                    (told.people_least >= minimum && told.people_most - told.least < minimum);
    guess_count(guess, place, &told);
    t->report->told[t->report->n++] = told;
}

static wks_code tell_counts(telling *t, uint32_t count, wks_error *err)
{
    const wks_onlooker_part *part = t->part;
    wks_place_limits limits;
    wks_place_limits guess;
    bool is_possible = false;
    bool can_guess = false;
    WKS_TRY(take_counts(t, count, &limits, err));
    if (!t->has_people) {
        use_rows(t, count, &limits);
        WKS_TRY(narrow(t, &limits, &is_possible, err));
        if (!is_possible) { /* a row may count for several things after all */
            WKS_TRY(take_counts(t, count, &limits, err));
        }
    }
    if (!is_possible) {
        WKS_TRY(narrow(t, &limits, &is_possible, err));
    }
    if (part->n_versions > 1) {
        WKS_TRY(take_counts(t, count, &guess, err));
        WKS_TRY(narrow_in(t, UNCHANGED, &guess, &can_guess, err));
    }
    for (size_t i = 0; i < part->n; i++) {
        const wks_seen_value *value = part->values[i];
        if (link_of(t, value)->count == count && value->kind == WKS_SEEN_HIDDEN && !is_told(t, i)) {
            tell_count(t, value, &limits, can_guess ? &guess : NULL, is_possible);
        }
    }
    return WKS_OK;
}

/* ---- means ----------------------------------------------------------------------------------- */

static double people_at(const telling *t, size_t place)
{
    return wks_place_limits_is_exact(&t->people, place) ? (double)t->people.least[place] : NAN;
}

static wks_code tell_means(telling *t, uint32_t count, wks_error *err)
{
    const wks_onlooker_part *part = t->part;
    double *sum = NULL;
    WKS_TRY(wks_arena_take(t->arena, t->n_places, sizeof *sum, &sum, err));
    for (size_t p = 0; p < t->n_places; p++) {
        sum[p] = people_at(t, p) == 0 ? 0 : NAN;
    }
    for (size_t i = 0; i < part->n; i++) {
        const wks_seen_value *value = part->values[i];
        if (link_of(t, value)->count == count && value->kind == WKS_SEEN_MEAN) {
            sum[place_of(t, value)] = value->value * people_at(t, place_of(t, value));
        }
    }
    for (size_t v = 0; v < part->n_versions; v++) {
        WKS_TRY(wks_mean_back_fill(&t->frames[UNCHANGED], v, t->arena, sum, err));
    }
    for (size_t i = 0; i < part->n; i++) {
        const wks_seen_value *value = part->values[i];
        const size_t place = place_of(t, value);
        if (link_of(t, value)->count != count || value->kind != WKS_SEEN_HIDDEN || is_told(t, i)) {
            continue;
        }
        const double mean = sum[place] / people_at(t, place);
        t->report->told[t->report->n++] =
            (wks_onlooker_told){.value = value,
                                .is_mean = true,
                                .least = mean,
                                .most = mean,
                                .guess_least = mean,
                                .guess_most = mean,
                                .people_least = (double)t->people.least[place],
                                .people_most = number_of(t->people.most[place]),
                                .is_pinned = isfinite(mean)};
    }
    return WKS_OK;
}

/* ---- all ------------------------------------------------------------------------------------- */

/* Where no number is shown there is no other sign of what it is part of. */
static uint32_t people_of(const telling *t, uint32_t count, uint32_t otherwise)
{
    for (size_t i = 0; i < t->part->n; i++) {
        const wks_seen_link *link = link_of(t, t->part->values[i]);
        if (link->count == count && t->part->values[i]->all > 0) {
            return link->people;
        }
    }
    return otherwise;
}

/* How many areas this one lies in; more than there are: in itself, and then nothing follows. */
static size_t depth_of(const wks_seen *seen, uint32_t area)
{
    size_t depth = 0;
    while (area < seen->n_parents && area != 0 && depth <= seen->n_parents) {
        area = seen->parent[area];
        depth++;
    }
    return depth;
}

static bool lies_in(const wks_seen *seen, uint32_t area, uint32_t whole)
{
    for (size_t n = depth_of(seen, area); n > 0 && n <= seen->n_parents && area != whole; n--) {
        area = area < seen->n_parents ? seen->parent[area] : 0;
    }
    return area == whole;
}

/* Whose number changed, at this depth: when no area in it is known to have changed, any of them may
 * have. */
static void spread_change(const telling *t, size_t depth, bool *is_apart)
{
    const wks_onlooker_part *part = t->part;
    for (size_t i = 0; i < part->n; i++) {
        const uint32_t whole = part->values[i]->area;
        bool is_known = false;
        if (!link_of(t, part->values[i])->is_changed || depth_of(part->seen, whole) != depth) {
            continue;
        }
        for (size_t k = 0; k < part->n; k++) {
            const uint32_t area = part->values[k]->area;
            is_known = is_known || (is_apart[area] && lies_in(part->seen, area, whole));
        }
        for (size_t k = 0; !is_known && k < part->n; k++) {
            const uint32_t area = part->values[k]->area;
            is_apart[area] = is_apart[area] || lies_in(part->seen, area, whole);
        }
    }
}

/* The areas that may not be taken for the same in all versions. */
static void find_changes(const telling *t, bool *is_apart)
{
    const wks_onlooker_part *part = t->part;
    size_t deepest = 0;
    for (size_t i = 0; i < part->n; i++) {
        const size_t depth = depth_of(part->seen, part->values[i]->area);
        deepest = depth > deepest && depth <= part->seen->n_parents ? depth : deepest;
    }
    for (size_t depth = deepest + 1; part->n_versions > 1 && depth-- > 0;) {
        spread_change(t, depth, is_apart);
    }
}

static wks_code make_frames(telling *t, wks_error *err)
{
    const wks_onlooker_part *part = t->part;
    bool *is_apart = NULL;
    uint32_t *version = NULL;
    WKS_TRY(wks_arena_take(t->arena, part->seen->names.n, sizeof *is_apart, &is_apart, err));
    WKS_TRY(wks_arena_take(t->arena, part->n, sizeof *version, &version, err));
    for (size_t i = 0; i < part->n; i++) {
        version[i] = link_of(t, part->values[i])->version;
    }
    find_changes(t, is_apart);
    for (size_t i = 0; i < N_FRAMES; i++) {
        const wks_seen_frame_input input = {.seen = part->seen,
                                            .values = part->values,
                                            .version = version,
                                            .n = part->n,
                                            .n_versions = part->n_versions,
                                            .is_apart = i == UNCHANGED ? is_apart : NULL,
                                            .keeps_rest = i == WITH_REST};
        WKS_TRY(wks_seen_frame_make(&input, t->arena, &t->frames[i], err));
    }
    t->n_places = wks_seen_frame_places(&t->frames[UNCHANGED]);
    return WKS_OK;
}

wks_code wks_onlooker_part_tell(const wks_onlooker_part *part, wks_arena *arena,
                                wks_onlooker_report *report, wks_error *err)
{
    telling t = {.part = part, .people_link = UINT32_MAX, .arena = arena, .report = report};
    bool *is_done = NULL; /* by link */
    WKS_TRY(wks_arena_take(arena, part->seen->names.n, sizeof *is_done, &is_done, err));
    WKS_TRY(make_frames(&t, err));
    for (size_t i = 0; i < part->n; i++) {
        const wks_seen_link *link = link_of(&t, part->values[i]);
        if (is_done[link->count]) {
            continue;
        }
        is_done[link->count] = true;
        const uint32_t people = people_of(&t, link->count, link->people);
        if (people != t.people_link) {
            WKS_TRY(find_people(&t, people, err));
        }
        WKS_TRY(part->is_mean[part->values[i]->indicator] ? tell_means(&t, link->count, err)
                                                          : tell_counts(&t, link->count, err));
    }
    return WKS_OK;
}
