/* Scotland by a long Markov chain: independent, autoregressive and Leroux effects, with the priors
 * that the engine documents.  Where the engine and R-INLA differ, the chain says who is nearer.
 *
 * Plain Metropolis within Gibbs over the log risks eta of the areas, the coefficients (normal given
 * eta, drawn exactly), log tau and logit lambda.  Nothing is approximated but by chance, and that
 * is measured.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "bym2_by_hand.h"
#include "math/random.h"

enum {
    N_CHAINS = 4,
    N_BATCHES = 50,   /* of one chain */
    N_SWEEPS = 20000, /* of a batch */
    N_BURNED = 20000
};

static map m;

/* The precision of eta - constant - x b is tau (a R + c I), R the graph's matrix. */
typedef struct model {
    wks_bym2_effect effect;
    double eigenvalue[MOST_AREAS]; /* of R */
    size_t start[MOST_AREAS + 1], beside[MOST_ROWS];
    double rx[MOST_AREAS]; /* R x */
} model;

typedef struct chain {
    wks_random random;
    double eta[MOST_AREAS], risk[MOST_AREAS];
    double constant, b;
    double log_tau, logit_lambda;
    double tau, a, c;
} chain;

typedef struct sums {
    double batch_mean[N_CHAINS * N_BATCHES][MOST_AREAS];
    double mean[MOST_AREAS], sd[MOST_AREAS], error[MOST_AREAS]; /* of the risk; error of the mean */
    double b, b_sd, tau, tau_sd, lambda;
} sums;

/* ---- model ---------------------------------------------------------------------------------- */

/* out = R in. */
static void times_r(const model *w, const double *in, double *out)
{
    for (size_t i = 0; i < m.n; i++) {
        out[i] = (double)(w->start[i + 1] - w->start[i]) * in[i];
        for (size_t e = w->start[i]; e < w->start[i + 1]; e++) {
            out[i] -= in[w->beside[e]];
        }
    }
}

static model make_model(wks_bym2_effect effect)
{
    model w = {.effect = effect};
    size_t next = 0;
    for (size_t i = 0; i < m.n; i++) {
        for (size_t e = 0; e < m.n_edges; e++) {
            if (m.from[e] == i) {
                w.beside[next++] = m.to[e];
            }
        }
        w.start[i + 1] = next;
        w.eigenvalue[i] = i == 0 ? 0 : 1 / (m.share[i] * m.scale);
    }
    times_r(&w, m.x, w.rx);
    return w;
}

static void set_hyper(const model *w, chain *s, double log_tau, double logit_lambda)
{
    const double lambda = 1 / (1 + exp(-logit_lambda));
    s->log_tau = log_tau;
    s->logit_lambda = logit_lambda;
    s->tau = exp(log_tau);
    s->a = w->effect == WKS_BYM2_EFFECT_IID     ? 0
           : w->effect == WKS_BYM2_EFFECT_BESAG ? m.scale
                                                : lambda;
    s->c = w->effect == WKS_BYM2_EFFECT_LEROUX ? 1 - lambda : w->effect == WKS_BYM2_EFFECT_IID;
}

/* Of log tau and logit lambda given the effects, of which r_square is w'R w and square w'w. */
static double log_density(const model *w, const chain *s, double r_square, double square)
{
    double logs = w->effect == WKS_BYM2_EFFECT_BESAG ? (double)(m.n - 1) * s->log_tau
                                                     : (double)m.n * s->log_tau;
    for (size_t k = 0; k < m.n && w->effect == WKS_BYM2_EFFECT_LEROUX; k++) {
        logs += log(s->a * w->eigenvalue[k] + s->c);
    }
    const double prior = log(0.01) * exp(-s->log_tau / 2) - s->log_tau / 2 -
                         0.45 * s->logit_lambda * s->logit_lambda / 2;
    return logs / 2 - s->tau * (s->a * r_square + s->c * square) / 2 + prior;
}

/* ---- updates -------------------------------------------------------------------------------- */

static double between(wks_random *random, double half_width)
{
    return half_width * (2 * wks_random_unit(random) - 1);
}

static void update_risks(const model *w, chain *s)
{
    double effect[MOST_AREAS] = {0};
    for (size_t i = 0; i < m.n; i++) {
        effect[i] = s->eta[i] - s->constant - m.x[i] * s->b;
    }
    for (size_t i = 0; i < m.n; i++) {
        double neighbours = 0;
        for (size_t e = w->start[i]; e < w->start[i + 1]; e++) {
            neighbours += effect[w->beside[e]];
        }
        const double precision = s->tau * (s->a * (double)(w->start[i + 1] - w->start[i]) + s->c);
        const double expected = s->tau * s->a * neighbours / precision;
        const double step = between(&s->random, 4 / sqrt(precision + m.y[i] + 0.5));
        const double risk = s->risk[i] * exp(step);
        const double off = effect[i] - expected;
        const double gain = m.y[i] * step - m.size[i] * (risk - s->risk[i]) -
                            precision * step * (2 * off + step) / 2;
        if (gain > 0 || wks_random_unit(&s->random) < exp(gain)) {
            s->eta[i] += step;
            s->risk[i] = risk;
            effect[i] += step;
        }
    }
}

/* Constant and b given eta: normal with precision X'QX + prior and mean its inverse times X'Q eta.
 * Without c the constant is part of the effects. */
static void update_coefficients(const model *w, chain *s)
{
    double q[3] = {0, 0, 0.001}; /* of constant, both, b */
    double right[2] = {0};
    for (size_t i = 0; i < m.n; i++) {
        const double one = s->tau * s->c;
        const double qx = s->tau * (s->a * w->rx[i] + s->c * m.x[i]);
        q[0] += one;
        q[1] += qx;
        q[2] += qx * m.x[i];
        right[0] += one * s->eta[i];
        right[1] += qx * s->eta[i];
    }
    const double share = q[0] > 0 ? q[1] / q[0] : 0;
    const double left = q[2] - share * q[1];
    s->b = (right[1] - share * right[0]) / left + wks_random_normal(&s->random) / sqrt(left);
    if (q[0] > 0) {
        s->constant = (right[0] - q[1] * s->b) / q[0] + wks_random_normal(&s->random) / sqrt(q[0]);
    }
}

static void update_hyper(const model *w, chain *s)
{
    double effect[MOST_AREAS] = {0};
    double r_effect[MOST_AREAS];
    double square = 0;
    double r_square = 0;
    for (size_t i = 0; i < m.n; i++) {
        effect[i] = s->eta[i] - s->constant - m.x[i] * s->b;
        square += effect[i] * effect[i];
    }
    times_r(w, effect, r_effect);
    for (size_t i = 0; i < m.n; i++) {
        r_square += effect[i] * r_effect[i];
    }
    double density = log_density(w, s, r_square, square);
    for (int k = 0; k < 4; k++) {
        const chain kept = *s;
        if (k % 2 == 0) {
            set_hyper(w, s, s->log_tau + between(&s->random, 0.8), s->logit_lambda);
        } else {
            set_hyper(w, s, s->log_tau, s->logit_lambda + between(&s->random, 2.5));
        }
        const double other = log_density(w, s, r_square, square);
        if (wks_random_unit(&s->random) < exp(fmin(other - density, 0))) {
            density = other;
        } else {
            set_hyper(w, s, kept.log_tau, kept.logit_lambda);
        }
    }
}

static void sweep(const model *w, chain *s)
{
    update_risks(w, s);
    update_coefficients(w, s);
    update_hyper(w, s);
}

/* ---- chains --------------------------------------------------------------------------------- */

static chain start_chain(const model *w, size_t number)
{
    chain s = {.random = wks_random_start(1854, number)};
    set_hyper(w, &s, between(&s.random, 2), between(&s.random, 2));
    for (size_t i = 0; i < m.n; i++) {
        s.eta[i] = log((m.y[i] + 1) / (m.size[i] + 1)) + between(&s.random, 1);
        s.risk[i] = exp(s.eta[i]);
    }
    for (size_t k = 0; k < N_BURNED; k++) {
        sweep(w, &s);
    }
    return s;
}

static void run_batch(const model *w, chain *s, size_t batch, sums *out)
{
    double total[MOST_AREAS] = {0};
    for (size_t k = 0; k < N_SWEEPS; k++) {
        sweep(w, s);
        for (size_t i = 0; i < m.n; i++) {
            total[i] += s->risk[i];
            out->sd[i] += s->risk[i] * s->risk[i];
        }
        out->b += s->b;
        out->b_sd += s->b * s->b;
        out->tau += s->tau;
        out->tau_sd += s->tau * s->tau;
        out->lambda += 1 / (1 + exp(-s->logit_lambda));
    }
    for (size_t i = 0; i < m.n; i++) {
        out->batch_mean[batch][i] = total[i] / N_SWEEPS;
        out->mean[i] += total[i];
    }
}

static void divide(double n, double *first, double *second)
{
    *first /= n;
    *second = sqrt(*second / n - *first * *first);
}

static void run_chains(const model *w, sums *out)
{
    const size_t n_batches = (size_t)N_CHAINS * N_BATCHES;
    const double n = (double)n_batches * N_SWEEPS;
    memset(out, 0, sizeof *out);
    for (size_t c = 0; c < N_CHAINS; c++) {
        chain s = start_chain(w, c);
        for (size_t k = 0; k < N_BATCHES; k++) {
            run_batch(w, &s, c * N_BATCHES + k, out);
        }
    }
    for (size_t i = 0; i < m.n; i++) {
        double squares = 0;
        divide(n, &out->mean[i], &out->sd[i]);
        for (size_t k = 0; k < n_batches; k++) {
            squares +=
                (out->batch_mean[k][i] - out->mean[i]) * (out->batch_mean[k][i] - out->mean[i]);
        }
        out->error[i] = sqrt(squares / (double)(n_batches * (n_batches - 1)));
    }
    divide(n, &out->b, &out->b_sd);
    divide(n, &out->tau, &out->tau_sd);
    out->lambda /= n;
}

/* ---- comparison ----------------------------------------------------------------------------- */

typedef struct distance {
    double mean, sd; /* largest: of the mean in sds, of the sd relative */
    size_t area;     /* where the mean is farthest */
} distance;

static distance measure(const sums *truth, const double *mean, const double *sd)
{
    distance d = {0};
    for (size_t i = 0; i < m.n; i++) {
        const double off = fabs(mean[i] - truth->mean[i]) / truth->sd[i];
        if (off > d.mean) {
            d.mean = off;
            d.area = i;
        }
        d.sd = fmax(d.sd, fabs(sd[i] / truth->sd[i] - 1));
    }
    return d;
}

static void compare(wks_bym2_effect effect, const char *inla, double tolerance)
{
    static sums truth;
    wks_arena arena;
    wks_bym2_fit fit;
    double mean[MOST_ROWS] = {0};
    double sd[MOST_ROWS] = {0};
    double error = 0;
    const wks_bym2_options options = {
        .effect = effect, .skips_quantiles = true, .skips_measures = true};
    map_read_scotland(&m, 1);
    assert_int_equal(read_column(inla, 1, mean), m.n);
    (void)read_column(inla, 2, sd);
    const model w = make_model(effect);
    run_chains(&w, &truth);
    for (size_t i = 0; i < m.n; i++) {
        error = fmax(error, truth.error[i] / truth.sd[i]);
    }
    wks_arena_init(&arena, 0);
    map_fit(&m, &options, &arena, &fit);
    const distance ours = measure(&truth, fit.mean, fit.sd);
    const distance theirs = measure(&truth, mean, sd);
    print_message("# chain: error of a mean at most %.4f sd; b %.4f (%.4f), tau %.3f (%.3f), "
                  "lambda %.4f\n",
                  error, truth.b, truth.b_sd, truth.tau, truth.tau_sd, truth.lambda);
    print_message("# engine: means within %.4f sd (area %zu, count %g), sds within %.4f; b %.4f "
                  "(%.4f), tau %.3f (%.3f), lambda %.4f\n",
                  ours.mean, ours.area + 1, m.y[ours.area], ours.sd, fit.coefficient[1].mean,
                  fit.coefficient[1].sd, fit.tau.mean, fit.tau.sd, fit.phi.mean);
    print_message("# R-INLA: means within %.4f sd (area %zu, count %g), sds within %.4f\n",
                  theirs.mean, theirs.area + 1, m.y[theirs.area], theirs.sd);
    assert_true(error < 0.002);
    assert_true(ours.mean < tolerance && ours.sd < 0.01);
    assert_true(ours.mean < theirs.mean && ours.sd < theirs.sd);
    wks_arena_clear(&arena);
}

static void leroux_agrees_with_a_chain(void **state)
{
    (void)state;
    compare(WKS_BYM2_EFFECT_LEROUX, "spatial/expected_inla_scotland_leroux_fit.csv", 0.015);
}

static void besag_agrees_with_a_chain(void **state)
{
    (void)state;
    compare(WKS_BYM2_EFFECT_BESAG, "spatial/expected_inla_scotland_besag_fit.csv", 0.015);
}

static void independent_effects_agree_with_a_chain(void **state)
{
    (void)state;
    compare(WKS_BYM2_EFFECT_IID, "spatial/expected_inla_scotland_iid_fit.csv", 0.02);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(leroux_agrees_with_a_chain),
        cmocka_unit_test(besag_agrees_with_a_chain),
        cmocka_unit_test(independent_effects_agree_with_a_chain),
    };
    return cmocka_run_group_tests_name("private/estimate/bym2_chain", tests, NULL, NULL);
}
