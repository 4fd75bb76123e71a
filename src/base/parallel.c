/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/parallel.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>

enum {
    MOST_THREADS = 64
};

typedef struct run {
    void (*work)(void *context, size_t i);
    void *context;
    size_t n;
    atomic_size_t next;
} run;

static void *take_turns(void *argument)
{
    run *all = argument;
    for (size_t i = atomic_fetch_add(&all->next, 1); i < all->n;
         i = atomic_fetch_add(&all->next, 1)) {
        all->work(all->context, i);
    }
    return NULL;
}

/* The processors that this process may use, of those that there are. */
static size_t count_processors(void)
{
    cpu_set_t own;
    return sched_getaffinity(0, sizeof own, &own) == 0 ? (size_t)CPU_COUNT(&own) : 1;
}

void wks_parallel_run(size_t n, void (*work)(void *context, size_t i), void *context)
{
    pthread_t threads[MOST_THREADS];
    size_t n_threads = 0;
    const size_t n_cores = count_processors();
    run all = {.work = work, .context = context, .n = n};
    while (n_threads + 1 < n && n_threads + 1 < n_cores && n_threads < MOST_THREADS &&
           pthread_create(&threads[n_threads], NULL, take_turns, &all) == 0) {
        n_threads++;
    }
    take_turns(&all);
    for (size_t i = 0; i < n_threads; i++) {
        pthread_join(threads[i], NULL);
    }
}
