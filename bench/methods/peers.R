# peers.R CASE PEER FOLDER STEM ANSWERS [ARGUMENT] - what R makes of a case of the bench, and how long it takes.
#
# Prints the CPU seconds of the work without start-up, packages and reading; writes "what,index,value" for run.py.
# "plain" is R without packages, written out here: an answer to hold ours against rather than a rival.
# SPDX-License-Identifier: EUPL-1.2
given <- commandArgs(TRUE)
folder <- given[3]
stem <- given[4]
argument <- as.integer(given[6])
table_of <- function(what = NULL) read.csv(file.path(folder, paste0(paste(c(stem, what), collapse = "-"), ".csv")))
answers <- list()
answer <- function(what, value, index = seq_along(value))
    answers[[length(answers) + 1]] <<- data.frame(what, index, value = format(as.numeric(value), digits = 17, trim = TRUE))
cpu <- NA
timed <- function(code, repeats = 1) cpu <<- sum(system.time(code)[c(1, 2, 4, 5)], na.rm = TRUE) / repeats
z <- qnorm(.975)

# ---- rates ----------------------------------------------------------------------------------------------------------

byar <- function(x) list(
    lower = ifelse(x < 10, qchisq(.025, 2 * x) / 2, x * (1 - 1 / (9 * x) - z / (3 * sqrt(x)))^3),
    upper = ifelse(x < 10, qchisq(.975, 2 * x + 2) / 2, (x + 1) * (1 - 1 / (9 * (x + 1)) + z / (3 * sqrt(x + 1)))^3))

dsr_plain <- function() {
    d <- table_of()
    group <- rep(seq_len(nrow(d) / 19), each = 19)
    timed({
        sums <- rowsum(cbind(d$x, d$s, d$s * d$x / d$n, d$s^2 * d$x / d$n^2), group)
        value <- sums[, 3] / sums[, 2]
        scale <- sqrt(sums[, 4] / sums[, 2]^2 / sums[, 1])
        limits <- byar(sums[, 1])
        lower <- value + scale * (limits$lower - sums[, 1])
        upper <- value + scale * (limits$upper - sums[, 1])
    })
    few <- sums[, 1] < 10
    answer("value", ifelse(few, NA, value))
    answer("lower", ifelse(few, NA, lower))
    answer("upper", ifelse(few, NA, upper))
}

isr_plain <- function() {
    d <- table_of()
    group <- rep(seq_len(nrow(d) / 19), each = 19)
    timed({
        sums <- rowsum(cbind(d$x, d$n / 50), group)
        limits <- suppressWarnings(byar(sums[, 1]))
        value <- sums[, 1] / sums[, 2]
        lower <- limits$lower / sums[, 2]
        upper <- limits$upper / sums[, 2]
    })
    answer("value", value)
    answer("lower", lower)
    answer("upper", upper)
}

rate_plain <- function() {
    d <- table_of()
    timed({
        limits <- suppressWarnings(byar(d$x))
        value <- d$x / d$n
        lower <- limits$lower / d$n
        upper <- limits$upper / d$n
    })
    answer("value", value)
    answer("lower", lower)
    answer("upper", upper)
}

proportion_plain <- function() {
    d <- table_of()
    timed({
        p <- d$x / d$n
        half <- z * sqrt(z^2 + 4 * d$x * (1 - p))
        lower <- (2 * d$x + z^2 - half) / 2 / (d$n + z^2)
        upper <- (2 * d$x + z^2 + half) / 2 / (d$n + z^2)
    })
    answer("value", p)
    answer("lower", lower)
    answer("upper", upper)
}

life_plain <- function() {
    d <- table_of()
    starts <- c(0, 1, seq(5, 90, 5))
    width <- c(diff(starts), NA)
    n <- nrow(d) / 20
    timed({
        value <- error <- numeric(nrow(d))
        for (a in seq_len(n)) {
            at <- (a - 1) * 20 + 1:20
            m <- d$x[at] / d$n[at]
            q <- width * m / (1 + width * (1 - c(.1, rep(.5, 19))) * m)
            q[20] <- 1
            l <- cumprod(c(1, 1 - q[1:19]))
            years <- c((width * (l - c(.9, rep(.5, 19)) * c(l[1:19] * q[1:19], 0)))[1:19], l[20] / m[20])
            e <- rev(cumsum(rev(years))) / l
            vq <- c((q^2 * (1 - q) / d$x[at])[1:19], 4 / d$x[at][20] / m[20]^2)
            vq[is.nan(vq)] <- 0
            term <- c((l[1:19]^2 * ((1 - c(.1, rep(.5, 18))) * width[1:19] + e[2:20])^2 * vq[1:19]), l[20]^2 * vq[20] / 4)
            value[at] <- e
            error[at] <- sqrt(rev(cumsum(rev(term)))) / l
        }
    })
    answer("value", value)
    answer("lower", value - z * error)
    answer("upper", value + z * error)
}

sii_plain <- function() {
    d <- table_of()
    n <- nrow(d) / 10
    set.seed(1)
    slope <- function(value, weight) {
        rank <- cumsum(weight / sum(weight)) - weight / sum(weight) / 2
        a <- sqrt(weight)
        solve(crossprod(cbind(a, a * rank)), crossprod(cbind(a, a * rank), a * value))[2, ]
    }
    timed({
        value <- lower <- upper <- numeric(n)
        for (g in seq_len(n)) {
            at <- (g - 1) * 10 + 1:10
            value[g] <- slope(d$value[at], d$n[at])
            drawn <- slope(matrix(rnorm(1e6, d$value[at], d$se[at]), 10), d$n[at])
            limits <- quantile(drawn, c(.025, .975))
            lower[g] <- limits[1]
            upper[g] <- limits[2]
        }
    })
    answer("value", value)
    answer("drawn_lower", lower)
    answer("drawn_upper", upper)
}

# ---- areas ----------------------------------------------------------------------------------------------------------

fh_plain <- function() {
    d <- table_of()
    x <- cbind(1, d$x1, d$x2, d$x3)
    minus <- function(a) {
        w <- 1 / (a + d$variance)
        xwx <- crossprod(x, w * x)
        b <- solve(xwx, crossprod(x, w * d$y))
        (sum(log(a + d$variance)) + determinant(xwx)$modulus + sum(w * (d$y - x %*% b)^2)) / 2
    }
    timed(for (i in 1:10) {
        a <- optimize(minus, c(0, var(d$y)), tol = 1e-12)$minimum
        w <- 1 / (a + d$variance)
        inverse <- solve(crossprod(x, w * x))
        b <- inverse %*% crossprod(x, w * d$y)
        gamma <- a * w
        estimate <- gamma * d$y + (1 - gamma) * x %*% b
        mse <- gamma * d$variance + (1 - gamma)^2 * rowSums((x %*% inverse) * x) +
            2 * d$variance^2 * w^3 * 2 / sum(w^2)
    }, 10)
    answer("between", a)
    answer("coefficient", b)
    answer("estimate", estimate)
    answer("mse", mse)
}

bhf_lme4 <- function() {
    suppressMessages(library(lme4))
    d <- table_of()
    means <- as.matrix(cbind(1, table_of("means")))
    d$a <- factor(d$area)
    control <- lmerControl(calc.derivs = FALSE)
    estimate <- function(m) drop(means %*% fixef(m)) + ranef(m)$a[, 1]
    timed({
        m <- lmer(y ~ x1 + x2 + (1 | a), d, control = control)
        first <- estimate(m)
        set.seed(1)
        s <- VarCorr(m)
        drawn <- replicate(200, {
            v <- rnorm(nrow(means), 0, attr(s$a, "stddev"))
            y <- drop(model.matrix(m) %*% fixef(m)) + v[as.integer(d$a)] + rnorm(nrow(d), 0, attr(s, "sc"))
            suppressMessages(estimate(refit(m, y))) - drop(means %*% fixef(m)) - v
        })
    })
    answer("between", attr(s$a, "stddev")^2)
    answer("within", attr(s, "sc")^2)
    answer("estimate", first)
    answer("mse", rowMeans(drawn^2))
}

# mgcv asks for no more coefficients than areas, so beside a covariate the field loses its roughest shape (k).
fit_map <- function(formula) {
    suppressMessages(library(mgcv))
    d <- table_of()
    edges <- table_of("joined")
    d$area <- factor(seq_len(nrow(d)))
    neighbours <- lapply(split(edges$j, factor(edges$i, levels(d$area))), as.character)
    environment(formula) <- environment()
    timed({
        m <- gam(formula, data = d, family = poisson, method = "REML", control = list(epsilon = 1e-9))
        eta <- predict(m, se.fit = TRUE)
    })
    answer("edf", sum(m$edf))
    answer("eta", eta$fit - log(d$expected))
    answer("eta_sd", eta$se.fit)
    m
}

map_mgcv <- function() {
    m <- fit_map(y ~ x + offset(log(expected)) + s(area, bs = "mrf", k = nrow(d) - 1, xt = list(nb = neighbours)))
    answer("slope", coef(m)[["x"]])
    answer("slope_sd", sqrt(vcov(m)["x", "x"]))
}

field_mgcv <- function() {
    fit_map(y ~ offset(log(expected)) + s(area, bs = "mrf", k = nrow(d), xt = list(nb = neighbours)))
}

# ---- surveys --------------------------------------------------------------------------------------------------------

cells_of <- function() {
    d <- table_of()
    d$a <- factor(d$age)
    d$s <- factor(d$sex)
    d$w <- factor(d$wijk)
    d
}
by_wijk <- function(d, p) rowsum(d$residents * p, d$wijk) / as.vector(rowsum(d$residents, d$wijk))

mrp_glmmTMB <- function() {
    suppressMessages(library(glmmTMB))
    d <- cells_of()
    timed({
        m <- glmmTMB(cbind(y, n - y) ~ a * s + x + (1 | w), data = d[d$n > 0, ], family = binomial)
        p <- by_wijk(d, predict(m, newdata = d, type = "response", allow.new.levels = TRUE))
    })
    answer("sd", attr(VarCorr(m)$cond$w, "stddev"))
    answer("log_likelihood", logLik(m))
    answer("slope", fixef(m)$cond[["x"]])
    answer("wijk", p)
}

mrp_glmer <- function() {
    suppressMessages(library(lme4))
    d <- cells_of()
    timed({
        m <- glmer(cbind(y, n - y) ~ a * s + x + (1 | w), data = d[d$n > 0, ], family = binomial,
                   control = glmerControl(optimizer = "bobyqa"))
        p <- by_wijk(d, predict(m, newdata = d, type = "response", allow.new.levels = TRUE))
    })
    answer("sd", attr(VarCorr(m)$w, "stddev"))
    answer("log_likelihood", logLik(m))
    answer("slope", fixef(m)[["x"]])
    answer("wijk", p)
}

mrp_bam <- function() {
    suppressMessages(library(mgcv))
    d <- cells_of()
    edges <- table_of("edges")
    neighbours <- lapply(split(edges$j, factor(edges$i, levels(d$w))), as.character)
    timed({
        m <- bam(cbind(y, n - y) ~ a * s + x + s(w, bs = "mrf", k = nlevels(d$w) - 1, xt = list(nb = neighbours)),
                 data = d[d$n > 0, ], family = binomial, discrete = TRUE, drop.unused.levels = FALSE)
        set.seed(1)
        draws <- plogis(predict(m, d, type = "lpmatrix") %*% t(rmvn(2000, coef(m), vcov(m))))
        p <- by_wijk(d, draws)
        limits <- apply(p, 1, quantile, c(.025, .975))
    })
    answer("wijk", rowMeans(p))
    answer("wijk_lower", limits[1, ])
    answer("wijk_upper", limits[2, ])
}

design_survey <- function() {
    suppressMessages(library(survey))
    d <- table_of()
    timed({
        design <- svydesign(ids = ~1, weights = ~w, data = d)
        s <- svyby(~y, ~wijk, design, svymean)
    })
    index <- s$wijk - min(d$wijk) + 1
    known <- s$y > 0 & s$y < 1
    answer("value", s$y, index)
    answer("se", ifelse(known, s$se, NA), index)
}

compare_survey <- function() {
    suppressMessages(library(survey))
    d <- table_of()
    wijken <- sort(unique(d$wijk))
    timed({
        design <- svydesign(ids = ~1, weights = ~w, data = d)
        rows <- t(sapply(wijken, function(k) {
            s <- svyby(~y, ~one, update(design, one = d$wijk == k), svymean, covmat = TRUE)
            c(s$y, SE(svycontrast(s, c(1, -1))))
        }))
        listed <- p.adjust(2 * pnorm(-abs((rows[, 2] - rows[, 1]) / rows[, 3])), "BH") <= .05
    })
    answer("value", rows[, 2], wijken)
    answer("rest", rows[, 1], wijken)
}

rank_plain <- function() {
    d <- as.matrix(table_of())
    timed({
        ranks <- apply(-d, 1, rank)
        expected <- rowMeans(ranks)
        limits <- apply(ranks, 1, quantile, c(.025, .975), type = 1)
        top <- rowMeans(ranks <= ceiling(ncol(d) / 10))
    })
    answer("expected", expected)
    answer("p_top", top)
}

# ---- effect ---------------------------------------------------------------------------------------------------------

its_plain <- function() {
    d <- table_of()
    d$level <- as.numeric(d$time >= argument)
    for (k in 1:2) {
        d[[paste0("sine", k)]] <- sin(2 * pi * k * d$time / 12)
        d[[paste0("cosine", k)]] <- cos(2 * pi * k * d$time / 12)
    }
    timed(for (i in 1:10) {
        m <- glm(y ~ level + time + sine1 + cosine1 + sine2 + cosine2 + offset(log(exposure)), quasipoisson, d,
                 control = list(epsilon = 1e-14, maxit = 50))
        se <- summary(m)$coefficients["level", 2]
        line <- lm(I(1e5 * y / exposure) ~ level + time + sine1 + cosine1 + sine2 + cosine2, d)
        scores <- model.matrix(line) * residuals(line)
        middle <- crossprod(scores)
        for (l in 1:3) {
            part <- crossprod(scores[-seq_len(l), ], scores[seq_len(nrow(d) - l), ])
            middle <- middle + (1 - l / 4) * (part + t(part))
        }
        bread <- solve(crossprod(model.matrix(line)))
        newey_west <- sqrt(diag(bread %*% middle %*% bread))[2]
    }, 10)
    answer("level", coef(m)[["level"]])
    answer("level_se", se)
    answer("newey_west", newey_west)
}

did_plain <- function() {
    d <- table_of()
    timed({
        wide <- tapply(d$y, list(d$unit, d$time), mean)
        group <- tapply(d$group, d$unit, max)
        times <- sort(unique(d$time))
        effects <- do.call(rbind, lapply(setdiff(sort(unique(group)), 0), function(g) {
            t(sapply(times[-1], function(t) {
                base <- if (t >= g) max(times[times < g]) else max(times[times < t])
                change <- wide[, as.character(t)] - wide[, as.character(base)]
                treated <- change[group == g]
                control <- change[group == 0]
                part <- function(v) mean((v - mean(v))^2) / length(v)
                c(mean(treated) - mean(control), sqrt(part(treated) + part(control)))
            }))
        }))
    })
    answer("att", effects[, 1])
    answer("se", effects[, 2])
}

run <- paste(given[1], given[2], sep = "_")
get(run)()
write.table(do.call(rbind, answers), given[5], sep = ",", quote = FALSE, row.names = FALSE, col.names = FALSE)
cat(sprintf("%.9f\n", cpu))
