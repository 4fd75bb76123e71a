/* private/method/overlap.h - the rules by which Fingertips (OHID, England) colours a value.
 *
 * For those who want what England shows; none of them counts how many areas were looked at.  A
 * label is in terms of the value: higher or lower, never better or worse.
 * Source: the comparers of github.com/ukhsa-collaboration/fingertips-open, whose test numbers they
 * give.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_METHOD_OVERLAP_H
#define WKS_PRIVATE_METHOD_OVERLAP_H

#include "math/interval.h"
#include "private/method/label.h"

/* All: WKS_LABEL_NONE when a number that is needed is NAN (or a size not positive). */

/* Single overlap: the benchmark inside the value's interval, its ends included: no difference. */
wks_label wks_overlap_single(double value, wks_interval limits, double benchmark);

/* Double overlap: the two intervals touch or overlap: no difference. */
wks_label wks_overlap_double(double value, wks_interval limits, double benchmark,
                             wks_interval benchmark_limits);

/* The control limits round a benchmark, z deviations wide, for a proportion from n persons (Wilson,
 * as in SpcForProportions) and for a rate over n person-years (exact Poisson, as in SpcForDsr). */
wks_interval wks_overlap_control_proportion(double benchmark, double n, double z);
wks_interval wks_overlap_control_rate(double benchmark, double n, double z);

/* Above or below control limits; on them is no difference. */
wks_label wks_overlap_control(double value, wks_interval limits);

#endif
