/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/parallel.h"

#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

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

void wks_parallel_run(size_t n, void (*work)(void *context, size_t i), void *context)
{
    pthread_t threads[MOST_THREADS];
    size_t n_threads = 0;
    const long n_cores = sysconf(_SC_NPROCESSORS_ONLN);
    run all = {.work = work, .context = context, .n = n};
    while (n_threads + 1 < n && (long)n_threads + 1 < n_cores && n_threads < MOST_THREADS &&
           pthread_create(&threads[n_threads], NULL, take_turns, &all) == 0) {
        n_threads++;
    }
    take_turns(&all);
    for (size_t i = 0; i < n_threads; i++) {
        pthread_join(threads[i], NULL);
    }
}
