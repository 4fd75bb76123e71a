/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/http_guard.h"

/* cmocka wants these before it. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static void wait_ms(long ms)
{
    const struct timespec pause = {.tv_nsec = ms * 1000000};
    nanosleep(&pause, NULL);
}

/* Whether the other end of this pair was shut. */
static bool is_shut(int socket)
{
    char byte;
    return recv(socket, &byte, 1, MSG_DONTWAIT) == 0;
}

static void shuts_what_has_been_asking_for_too_long(void **state)
{
    (void)state;
    wks_http_guard guard;
    int slow[2];
    int quick[2];
    wks_http_guard_init(&guard);
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, slow), 0);
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, quick), 0);
    wks_http_peer *first = wks_http_guard_add(&guard, slow[0]);
    wks_http_guard_sweep(&guard, 20, 1000);
    assert_false(is_shut(slow[1]));
    wait_ms(60);
    wks_http_peer *second = wks_http_guard_add(&guard, quick[0]);
    wks_http_guard_sweep(&guard, 40, 1000);
    assert_true(is_shut(slow[1]));
    assert_false(is_shut(quick[1]));
    wks_http_guard_remove(&guard, first);
    wks_http_guard_remove(&guard, second);
    wks_http_guard_clear(&guard);
    for (int i = 0; i < 2; i++) {
        close(slow[i]);
        close(quick[i]);
    }
}

static void gives_a_reply_more_time_than_a_request(void **state)
{
    (void)state;
    wks_http_guard guard;
    int pair[2];
    wks_http_guard_init(&guard);
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
    wks_http_peer *peer = wks_http_guard_add(&guard, pair[0]);
    assert_false(wks_http_guard_is_answering(&guard));
    wks_http_guard_note(peer, true);
    assert_true(wks_http_guard_is_answering(&guard));
    wait_ms(60);
    wks_http_guard_sweep(&guard, 20, 10000);
    assert_false(is_shut(pair[1]));
    wks_http_guard_note(peer, false); /* the clock starts again for the next request */
    wks_http_guard_sweep(&guard, 40, 10000);
    assert_false(is_shut(pair[1]));
    wks_http_guard_sweep(&guard, 10000, 10000);
    wks_http_guard_note(peer, true);
    wait_ms(60);
    wks_http_guard_sweep(&guard, 10000, 20);
    assert_true(is_shut(pair[1]));
    wks_http_guard_remove(&guard, peer);
    wks_http_guard_clear(&guard);
    close(pair[0]);
    close(pair[1]);
}

static void forgets_what_has_gone_in_any_order(void **state)
{
    (void)state;

    enum {
        N = 5
    };

    static const size_t orders[][N] = {{0, 1, 2, 3, 4}, {4, 3, 2, 1, 0}, {2, 0, 4, 1, 3}};
    for (size_t o = 0; o < sizeof orders / sizeof orders[0]; o++) {
        wks_http_guard guard;
        wks_http_peer *peers[N];
        wks_http_guard_init(&guard);
        for (size_t i = 0; i < N; i++) {
            peers[i] = wks_http_guard_add(&guard, -1);
            wks_http_guard_note(peers[i], true);
        }
        for (size_t i = 0; i < N; i++) {
            assert_true(wks_http_guard_is_answering(&guard));
            wks_http_guard_remove(&guard, peers[orders[o][i]]);
        }
        assert_false(wks_http_guard_is_answering(&guard));
        assert_null(guard.peers);
        wks_http_guard_clear(&guard);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shuts_what_has_been_asking_for_too_long),
        cmocka_unit_test(gives_a_reply_more_time_than_a_request),
        cmocka_unit_test(forgets_what_has_gone_in_any_order),
    };
    return cmocka_run_group_tests_name("base/http_guard", tests, NULL, NULL);
}
