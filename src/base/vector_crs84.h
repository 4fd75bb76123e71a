/* base/vector_crs84.h - polygons of RD New as longitude and latitude.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_BASE_VECTOR_CRS84_H
#define WKS_BASE_VECTOR_CRS84_H

#include "base/arena.h"
#include "base/error.h"
#include "base/shape.h"

#include <stddef.h>

/* The shapes in CRS84 (OGC:CRS84, longitude before latitude, degrees), by PROJ and without the
 * correction grid of RDNAPTRANS: within a quarter of a metre of it in the Netherlands.  Which way
 * is taken is fixed and degrees are rounded to seven decimals (a centimetre), so that the same
 * shapes give the same bytes whatever grids a machine has. out[n] is in arena. Errors: WKS_E_FORMAT
 * a coordinate has no place on earth, or PROJ does not know the way; WKS_E_MEMORY */
WKS_MUST_CHECK wks_code wks_vector_to_crs84(const wks_shape *shapes, size_t n, wks_arena *arena,
                                            wks_shape *out, wks_error *err);

#endif
