# mrp.R FOLDER - the peers of mrp.py on simsurvey: lines of its table.
# glmmTMB: independent wijken, no intervals of the poststratified figures; mgcv: Markov random field, with 1,000 draws.
# SPDX-License-Identifier: EUPL-1.2
folder <- commandArgs(TRUE)[1]
cells <- read.csv(file.path(folder, "cells.csv"))
edges <- read.csv(file.path(folder, "adj.csv"))
cells$a <- factor(cells$age)
cells$s <- factor(cells$sex)
cells$w <- factor(cells$wijk)
answered <- cells[cells$n > 0, ]
seconds <- function(code) sum(system.time(code)[c(1, 2, 4, 5)], na.rm = TRUE)
say <- function(what, cpu) cat(sprintf("| simsurvey, %s | 300 | %.2f | |\n", what, cpu))
if (requireNamespace("glmmTMB", quietly = TRUE)) {
    say("glmmTMB", seconds({
        model <- glmmTMB::glmmTMB(cbind(y, n - y) ~ a * s + ses + (1 | w), data = answered, family = binomial)
        predict(model, newdata = cells, type = "response", allow.new.levels = TRUE)
    }))
}
if (requireNamespace("mgcv", quietly = TRUE)) {
    neighbours <- lapply(split(edges$j, factor(edges$i, levels(cells$w))), as.character)
    say("mgcv gam, MRF", seconds({
        model <- mgcv::gam(cbind(y, n - y) ~ a * s + ses + s(w, bs = "mrf", xt = list(nb = neighbours)),
                           data = answered, family = binomial, method = "REML", drop.unused.levels = FALSE)
        draws <- plogis(predict(model, cells, type = "lpmatrix") %*% t(mgcv::rmvn(1000, coef(model), vcov(model))))
        apply(rowsum(cells$N * draws, cells$wijk), 1, quantile, c(.025, .975))
    }))
}
