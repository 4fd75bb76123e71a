/* SPDX-License-Identifier: EUPL-1.2 */
#include "suppress/lp.h"

#include "base/language.h"

#include <coin/Clp_C_Interface.h>

#include <float.h>

struct wks_lp {
    Clp_Simplex *model;
};

wks_code wks_lp_open(const wks_lp_matrix *matrix, wks_arena *arena, wks_lp **out, wks_error *err)
{
    wks_lp *lp = NULL;
    double *zero = NULL;
    const size_t most = matrix->n_columns > matrix->n_rows ? matrix->n_columns : matrix->n_rows;
    WKS_TRY(wks_arena_take(arena, 1, sizeof *lp, &lp, err));
    WKS_TRY(wks_arena_take(arena, most + 1, sizeof *zero, &zero, err));
    lp->model = Clp_newModel();
    Clp_setLogLevel(lp->model, 0);
    Clp_loadProblem(lp->model, (int)matrix->n_columns, (int)matrix->n_rows, matrix->first,
                    matrix->row, matrix->entry, zero, zero, zero, zero, zero);
    /* the matrix is 0 and 1: scaling gains nothing, and the vertices must be found again */
    Clp_scaling(lp->model, 0);
    Clp_setPerturbation(lp->model, 100);
    *out = lp;
    return WKS_OK;
}

void wks_lp_close(wks_lp *lp)
{
    if (lp != NULL) {
        Clp_deleteModel(lp->model);
    }
}

void wks_lp_limit(wks_lp *lp, size_t column, double least, double most)
{
    Clp_columnLower(lp->model)[column] = least;
    Clp_columnUpper(lp->model)[column] = most;
}

void wks_lp_cost(wks_lp *lp, size_t column, double cost)
{
    Clp_objective(lp->model)[column] = cost;
}

void wks_lp_add_row(wks_lp *lp, size_t n, const int *column, const double *entry, double least)
{
    const double most = DBL_MAX;
    const CoinBigIndex starts[2] = {0, (CoinBigIndex)n};
    Clp_addRows(lp->model, 1, &least, &most, starts, column, entry);
}

void wks_lp_restart(wks_lp *lp)
{
    enum {
        BASIC = 1, /* ClpSimplex::Status */
        AT_LEAST = 3
    };

    for (int j = 0; j < Clp_numberColumns(lp->model); j++) {
        Clp_setColumnStatus(lp->model, j, AT_LEAST);
    }
    for (int r = 0; r < Clp_numberRows(lp->model); r++) {
        Clp_setRowStatus(lp->model, r, BASIC);
    }
}

wks_code wks_lp_solve(wks_lp *lp, wks_lp_method method, wks_lp_answer *out, wks_error *err)
{
    if (method == WKS_LP_PRIMAL) {
        Clp_primal(lp->model, 0);
    } else {
        Clp_dual(lp->model, 0);
    }
    if (Clp_status(lp->model) > 2) { /* a second try, from where the first one got */
        Clp_setPerturbation(lp->model, 50);
        Clp_primal(lp->model, 0);
        Clp_setPerturbation(lp->model, 100);
    }
    switch (Clp_status(lp->model)) {
    case 0:
        *out = WKS_LP_OPTIMAL;
        return WKS_OK;
    case 1:
        *out = WKS_LP_INFEASIBLE;
        return WKS_OK;
    case 2:
        *out = WKS_LP_UNBOUNDED;
        return WKS_OK;
    default:
        return wks_fail(err, WKS_E_NUMERIC,
                        wks_tr("the linear solver stopped without an answer (status %d)",
                               "de lineaire oplosser stopte zonder antwoord (toestand %d)"),
                        Clp_status(lp->model));
    }
}

double wks_lp_total(const wks_lp *lp)
{
    return Clp_objectiveValue(lp->model);
}

const double *wks_lp_point(const wks_lp *lp)
{
    return Clp_primalColumnSolution(lp->model);
}

const double *wks_lp_reduced(const wks_lp *lp)
{
    return Clp_dualColumnSolution(lp->model);
}
