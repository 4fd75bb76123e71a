/* Small maps whose graph can be seen.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "private/estimate/neighbours.h"

/* cmocka wants these before it. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void finds_components_and_those_alone(void **state)
{
    (void)state;

    /* 0 - 1 - 2, 3 - 4, 5 alone; 1 - 2 in both directions and once more */
    const size_t from[] = {1, 1, 2, 4, 1};
    const size_t to[] = {0, 2, 1, 3, 2};
    wks_arena arena;
    wks_neighbours graph;
    wks_arena_init(&arena, 0);
    assert_int_equal(wks_neighbours_make(6, 5, from, to, &arena, &graph, NULL), WKS_OK);
    assert_int_equal(graph.n_pairs, 3);
    assert_int_equal(graph.n_components, 3);
    assert_int_equal(graph.n_alone, 1);
    assert_int_equal(graph.size[0], 3);
    assert_int_equal(graph.size[1], 2);
    assert_int_equal(graph.component[5], 2);
    assert_int_equal(graph.start[2] - graph.start[1], 2);
    assert_int_equal(graph.neighbour[graph.start[1]], 0);
    assert_int_equal(graph.neighbour[graph.start[1] + 1], 2);
    assert_int_equal(graph.n_one_way, 2);
    assert_int_equal(graph.first_one_way, 0);
    wks_arena_clear(&arena);
}

static void gives_one_graph_whatever_the_order_of_the_list(void **state)
{
    (void)state;

    const size_t from[2][4] = {{0, 1, 2, 3}, {0, 3, 2, 2}};
    const size_t to[2][4] = {{1, 2, 3, 0}, {3, 2, 1, 1}};
    wks_arena arena;
    wks_neighbours graph[2];
    wks_arena_init(&arena, 0);
    assert_int_equal(wks_neighbours_make(4, 4, from[0], to[0], &arena, &graph[0], NULL), WKS_OK);
    assert_int_equal(wks_neighbours_make(4, 3, from[1], to[1], &arena, &graph[1], NULL), WKS_OK);
    assert_int_equal(graph[0].n_pairs, 4);
    assert_int_equal(graph[1].n_pairs, 3);
    assert_int_equal(graph[0].n_one_way, 4);
    assert_int_equal(graph[0].neighbour[graph[0].start[0]], 1);
    assert_int_equal(graph[0].neighbour[graph[0].start[0] + 1], 3);
    wks_arena_clear(&arena);
}

static void takes_a_map_without_edges(void **state)
{
    (void)state;

    wks_arena arena;
    wks_neighbours graph;
    wks_arena_init(&arena, 0);
    assert_int_equal(wks_neighbours_make(3, 0, NULL, NULL, &arena, &graph, NULL), WKS_OK);
    assert_int_equal(graph.n_components, 3);
    assert_int_equal(graph.n_alone, 3);
    wks_arena_clear(&arena);
}

static void names_the_edge_that_is_wrong(void **state)
{
    (void)state;

    const size_t from[] = {0, 1};
    const size_t to[][2] = {{1, 1}, {1, 7}};
    wks_arena arena;
    wks_neighbours graph;
    wks_error err = {0};
    wks_arena_init(&arena, 0);
    for (size_t k = 0; k < 2; k++) {
        assert_int_equal(wks_neighbours_make(3, 2, from, to[k], &arena, &graph, &err),
                         WKS_E_ARGUMENT);
        assert_non_null(strstr(err.text, "edge 2"));
    }
    assert_int_equal(wks_neighbours_make(0, 0, NULL, NULL, &arena, &graph, &err), WKS_E_ARGUMENT);
    wks_arena_clear(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_components_and_those_alone),
        cmocka_unit_test(gives_one_graph_whatever_the_order_of_the_list),
        cmocka_unit_test(takes_a_map_without_edges),
        cmocka_unit_test(names_the_edge_that_is_wrong),
    };
    return cmocka_run_group_tests_name("private/estimate/neighbours", tests, NULL, NULL);
}
