/* launch.c - launch COMMAND...: run it, then print its CPU seconds (user and system) and peak
 * kilobytes.
 *
 * Linux starts the peak of a process at that of the one it was forked from; this one is small.
 * SPDX-License-Identifier: EUPL-1.2
 */
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    struct rusage used;
    int status = 0;
    const pid_t child = argc < 2 ? -1 : fork();
    if (child == 0) {
        execvp(argv[1], argv + 1);
        _exit(127);
    }
    if (child < 0 || wait4(child, &status, 0, &used) != child || !WIFEXITED(status)) {
        return 1;
    }
    printf("\n%.6f %ld\n",
           (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
               1e-6 * (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec),
           used.ru_maxrss);
    return WEXITSTATUS(status);
}
