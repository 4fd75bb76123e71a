/* wijkscand - shows a published picture to browsers and programs.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "base/language.h"
#include "base/text.h"
#include "public/serve/serve.h"

#include <getopt.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

enum {
    EXIT_FAILED = 1,
    EXIT_WRONG_USE = 2,
    DEFAULT_PORT = 8080,
    MAX_THREADS = 64
};

typedef struct arguments {
    wks_serve_options serve;
    bool is_quiet;
    bool is_help;
} arguments;

static const char *usage(void)
{
    return wks_tr(
        "usage: wijkscand --picture FILE [options]\n\n"
        "Shows the newest release in FILE (picture.db) to browsers.  A new release is taken up by\n"
        "itself, without a restart.\n\n"
        "  --picture FILE    the picture; 'wijkscan build' makes it\n"
        "  --key FILE        the public key of the verifier (FILE of the picture with .pub); only\n"
        "                    what it signed is shown\n"
        "  --region FILE     what people write here (regio.db), with their accounts; made when it "
        "is\n"
        "                    not there. Without it figures are shown and nothing is written\n"
        "  --port N          listen on this port (8080); 0 takes a free one\n"
        "  --address A       listen on this address (127.0.0.1: this computer only)\n"
        "  --web-dir DIR     take the pages from this folder; for work on the pages\n"
        "  --theme FILE      colours and letters of your own (docs/theme.md)\n"
        "  --public-url URL  where readers find this server, for links in replies:\n"
        "                    https://wijkscan.example (the address it listens on)\n"
        "  --threads N       threads that answer (one per processor, 4 at most)\n"
        "  --behind-tls      a proxy with TLS stands in front: browsers are told to keep to it\n"
        "  --quiet           print the address and errors only\n"
        "  --help            this text\n",
        "gebruik: wijkscand --picture BESTAND [opties]\n\n"
        "Toont de nieuwste uitgave in BESTAND (picture.db) in de browser. Een nieuwe uitgave komt\n"
        "vanzelf in beeld, zonder herstart.\n\n"
        "  --picture BESTAND het beeld; 'wijkscan build' maakt het\n"
        "  --key BESTAND     de openbare sleutel van de controleur (BESTAND van het beeld met\n"
        "                    .pub); alleen wat die tekende komt in beeld\n"
        "  --region BESTAND  wat mensen hier schrijven (regio.db), met hun accounts; wordt "
        "gemaakt\n"
        "                    als het er niet is. Zonder toont de server alleen cijfers\n"
        "  --port N          luister op deze poort (8080); 0 neemt een vrije\n"
        "  --address A       luister op dit adres (127.0.0.1: alleen deze computer)\n"
        "  --web-dir MAP     neem de pagina's uit deze map; voor werk aan de pagina's\n"
        "  --theme BESTAND   eigen kleuren en letters (docs/theme.md)\n"
        "  --public-url URL  waar lezers deze server vinden, voor links in antwoorden:\n"
        "                    https://wijkscan.example (het adres waarop hij luistert)\n"
        "  --threads N       aantal threads dat antwoord geeft (een per processor, hooguit 4)\n"
        "  --behind-tls      er staat een proxy met TLS voor: browsers krijgen te horen dat het "
        "zo\n"
        "                    blijft\n"
        "  --quiet           toon alleen het adres en fouten\n"
        "  --help            deze tekst\n");
}

static wks_code read_count(const char *flag, const char *text, int64_t least, int64_t most,
                           int64_t *out, wks_error *err)
{
    if (!wks_text_integer((wks_span){text, strlen(text)}, out) || *out < least || *out > most) {
        return wks_fail(err, WKS_E_ARGUMENT,
                        wks_tr("--%s: expected a number from %lld to %lld, not '%s'",
                               "--%s: verwacht een getal van %lld tot %lld, niet '%s'"),
                        flag, (long long)least, (long long)most, text);
    }
    return WKS_OK;
}

static unsigned default_threads(void)
{
    const long n = sysconf(_SC_NPROCESSORS_ONLN);
    return n < 1 ? 1 : n > 4 ? 4 : (unsigned)n;
}

typedef enum flag {
    FLAG_PICTURE = 1,
    FLAG_KEY,
    FLAG_REGION,
    FLAG_PORT,
    FLAG_ADDRESS,
    FLAG_WEB_DIR,
    FLAG_THEME,
    FLAG_PUBLIC_URL,
    FLAG_THREADS,
    FLAG_BEHIND_TLS,
    FLAG_QUIET,
    FLAG_HELP
} flag;

static wks_code take_flag(int which, const char *value, arguments *out, wks_error *err)
{
    int64_t number = 0;
    switch (which) {
    case FLAG_PICTURE:
        out->serve.picture = value;
        return WKS_OK;
    case FLAG_KEY:
        out->serve.key = value;
        return WKS_OK;
    case FLAG_REGION:
        out->serve.region = value;
        return WKS_OK;
    case FLAG_PORT:
        WKS_TRY(read_count("port", value, 0, UINT16_MAX, &number, err));
        out->serve.port = (uint16_t)number;
        return WKS_OK;
    case FLAG_ADDRESS:
        out->serve.address = value;
        return WKS_OK;
    case FLAG_WEB_DIR:
        out->serve.web_dir = value;
        return WKS_OK;
    case FLAG_THEME:
        out->serve.theme = value;
        return WKS_OK;
    case FLAG_PUBLIC_URL:
        if (!wks_serve_is_public_url(value)) {
            return wks_fail(err, WKS_E_ARGUMENT,
                            wks_tr("--public-url: expected something like "
                                   "https://wijkscan.example, without a slash at the end",
                                   "--public-url: verwacht iets als https://wijkscan.example, "
                                   "zonder schuine streep aan het eind"));
        }
        out->serve.public_url = value;
        return WKS_OK;
    case FLAG_THREADS:
        WKS_TRY(read_count("threads", value, 1, MAX_THREADS, &number, err));
        out->serve.n_threads = (unsigned)number;
        return WKS_OK;
    case FLAG_BEHIND_TLS:
        out->serve.is_behind_tls = true;
        return WKS_OK;
    case FLAG_QUIET:
        out->is_quiet = true;
        return WKS_OK;
    case FLAG_HELP:
        out->is_help = true;
        return WKS_OK;
    default:
        return wks_fail(err, WKS_E_ARGUMENT, "%s",
                        wks_tr("unknown flag, or a flag without its value",
                               "onbekende optie, of een optie zonder waarde"));
    }
}

static wks_code read_arguments(int argc, char **argv, arguments *out, wks_error *err)
{
    static const struct option flags[] = {
        {"picture", required_argument, NULL, FLAG_PICTURE},
        {"key", required_argument, NULL, FLAG_KEY},
        {"region", required_argument, NULL, FLAG_REGION},
        {"port", required_argument, NULL, FLAG_PORT},
        {"address", required_argument, NULL, FLAG_ADDRESS},
        {"web-dir", required_argument, NULL, FLAG_WEB_DIR},
        {"theme", required_argument, NULL, FLAG_THEME},
        {"public-url", required_argument, NULL, FLAG_PUBLIC_URL},
        {"threads", required_argument, NULL, FLAG_THREADS},
        {"behind-tls", no_argument, NULL, FLAG_BEHIND_TLS},
        {"quiet", no_argument, NULL, FLAG_QUIET},
        {"help", no_argument, NULL, FLAG_HELP},
        {0},
    };
    *out = (arguments){
        .serve = {.port = DEFAULT_PORT, .address = "127.0.0.1", .n_threads = default_threads()}};
    opterr = 0; /* getopt's own messages know no Dutch */
    int which = 0;
    while ((which = getopt_long(argc, argv, "", flags, NULL)) != -1) {
        wks_code code = take_flag(which, optarg, out, err);
        if (code != WKS_OK && which == '?') {
            wks_error_prefix(err, code, "%s", argv[optind - 1]);
        }
        WKS_TRY(code);
    }
    if (optind < argc) {
        return wks_fail(err, WKS_E_ARGUMENT,
                        wks_tr("unknown argument '%s'", "onbekend argument '%s'"), argv[optind]);
    }
    if (out->serve.picture == NULL && !out->is_help) {
        return wks_fail(err, WKS_E_ARGUMENT, "%s",
                        wks_tr("--picture is missing: which picture.db?",
                               "--picture ontbreekt: welke picture.db?"));
    }
    return WKS_OK;
}

/* Each connection is a file to the system, which often allows no more than 1024 unasked. */
static void allow_many_connections(void)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
        const rlim_t wanted = 8192;
        limit.rlim_cur = limit.rlim_max < wanted ? limit.rlim_max : wanted;
        (void)setrlimit(RLIMIT_NOFILE, &limit);
    }
}

static void say_ready(const wks_serve *serve, const arguments *given)
{
    const char *url = wks_serve_url(serve);
    if (given->is_quiet) {
        printf("%s\n", url);
    } else {
        printf(wks_tr("wijkscan is ready at %s\n", "wijkscan staat klaar op %s\n"), url);
    }
    if (!given->is_quiet && isatty(STDOUT_FILENO)) {
        printf(wks_tr("  the map            open it in a browser\n"
                      "  the figures        curl %s/api/v1/indicatoren\n"
                      "  to stop            Ctrl+C\n",
                      "  de kaart           open dit adres in een browser\n"
                      "  de cijfers         curl %s/api/v1/indicatoren\n"
                      "  stoppen            Ctrl+C\n"),
               url);
    }
    if (!given->is_quiet && !wks_serve_has_pages(serve)) {
        fprintf(stderr, "%s\n",
                wks_tr("wijkscand: no pages were built into this program (web/build.sh makes "
                       "them); only the API answers",
                       "wijkscand: er zijn geen webpagina's ingebouwd (web/build.sh maakt ze); "
                       "alleen de API geeft antwoord"));
    }
    fflush(stdout);
}

/* Until someone asks to stop; a tick a second. */
static void run(wks_serve *serve, const sigset_t *stops)
{
    const struct timespec tick = {.tv_sec = 1};
    while (sigtimedwait(stops, NULL, &tick) < 0) {
        wks_serve_tick(serve);
    }
}

int main(int argc, char **argv)
{
    wks_error err;
    arguments given;
    wks_language_from_environment();
    if (read_arguments(argc, argv, &given, &err) != WKS_OK) {
        fprintf(stderr,
                wks_tr("wijkscand: %s (see wijkscand --help)\n",
                       "wijkscand: %s (zie wijkscand --help)\n"),
                err.text);
        return EXIT_WRONG_USE;
    }
    if (given.is_help) {
        fputs(usage(), stdout);
        return 0;
    }
    /* Before any thread is made, so that all of them leave these to run(). */
    sigset_t stops;
    sigemptyset(&stops);
    sigaddset(&stops, SIGINT);
    sigaddset(&stops, SIGTERM);
    sigaddset(&stops, SIGHUP);
    sigprocmask(SIG_BLOCK, &stops, NULL);
    signal(SIGPIPE, SIG_IGN);
    allow_many_connections();
    wks_serve *serve = NULL;
    if (wks_serve_open(&given.serve, &serve, &err) != WKS_OK) {
        fprintf(stderr, "wijkscand: %s\n", err.text);
        return EXIT_FAILED;
    }
    say_ready(serve, &given);
    run(serve, &stops);
    wks_serve_close(serve);
    return 0;
}
