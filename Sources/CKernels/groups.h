// Normalization within a sample, in blocks layout, for one block of sixteen samples in each call. The lanes are
// samples; they are never combined here. bnk_groups in CKernels.h describes which vectors belong to which group.
//
// Order of a sum: the elements of a group are added in order, to four partial sums in turn.

enum { GROUP_SUMS = 4 };

/// The offset of a group's first value, in floats, and the index of its first element of γ and β.
typedef struct {
  ptrdiff_t offset, parameter;
} group_start;

INLINE group_start start_of_group(const bnk_groups *groups, ptrdiff_t group) {
  const ptrdiff_t row = group / groups->group_columns, column = group % groups->group_columns;
  return (group_start){(row * groups->group_row_stride + column * groups->group_column_stride) * LANES,
                       row * groups->group_parameters};
}

/// The offset of a value from the start of its group, in floats.
INLINE ptrdiff_t offset_in_group(const bnk_groups *groups, ptrdiff_t row, ptrdiff_t column) {
  return (row * groups->row_stride + column * groups->column_stride) * LANES;
}

/// The index of a value's element of γ and β, counted from the first one of its group.
INLINE ptrdiff_t parameter_in_group(const bnk_groups *groups, ptrdiff_t row, ptrdiff_t column) {
  return row * groups->row_parameters + column * groups->column_parameters;
}

#define FOR_GROUPS(groups) \
  for (ptrdiff_t group = 0; group < (groups)->group_rows * (groups)->group_columns; group++)
// `next` is the partial sum to which the element is added.
#define FOR_ELEMENTS(groups)                                     \
  for (ptrdiff_t row = 0, next = 0; row < (groups)->rows; row++) \
    for (ptrdiff_t column = 0; column < (groups)->columns; column++, next = (next + 1) % GROUP_SUMS)

INLINE V total_of(const V sums[GROUP_SUMS]) { return (sums[0] + sums[1]) + (sums[2] + sums[3]); }

static void group_moments(const bnk_groups *groups, float epsilon, const float *x, float *mean, float *inverse) {
  const V count = (V)(float)(groups->rows * groups->columns);
  FOR_GROUPS(groups) {
    const float *const start = x + start_of_group(groups, group).offset;
    V sums[GROUP_SUMS] = {0}, squares[GROUP_SUMS] = {0};
    FOR_ELEMENTS(groups) sums[next] += load(start + offset_in_group(groups, row, column));
    const V center = total_of(sums) / count;
    FOR_ELEMENTS(groups) {
      const V deviation = load(start + offset_in_group(groups, row, column)) - center;
      squares[next] = MULTIPLY_ADD(deviation, deviation, squares[next]);
    }
    store(mean + group * LANES, center);
    store(inverse + group * LANES, (V)1.0f / __builtin_elementwise_sqrt(total_of(squares) / count + (V)epsilon));
  }
}

static void group_normalize(const bnk_groups *groups, ptrdiff_t samples, const float *x, const float *mean,
                            const float *inverse, const float *gamma, const float *beta, float *y) {
  const I real = first_lanes(samples);
  FOR_GROUPS(groups) {
    const group_start start = start_of_group(groups, group);
    const V center = load(mean + group * LANES), scale = load(inverse + group * LANES);
    FOR_ELEMENTS(groups) {
      const ptrdiff_t i = start.offset + offset_in_group(groups, row, column);
      const ptrdiff_t p = start.parameter + parameter_in_group(groups, row, column);
      const V normal = (load(x + i) - center) * scale;
      store(y + i, real ? MULTIPLY_ADD(normal, (V)gamma[p], (V)beta[p]) : (V)0.0f);
    }
  }
}

static void group_parameter_sums(const bnk_groups *groups, ptrdiff_t samples, const float *x, const float *dy,
                                 const float *mean, const float *inverse, float *sum_dy, float *sum_dy_x) {
  const I real = first_lanes(samples);
  FOR_GROUPS(groups) {
    const group_start start = start_of_group(groups, group);
    const V center = load(mean + group * LANES), scale = load(inverse + group * LANES);
    FOR_ELEMENTS(groups) {
      const ptrdiff_t i = start.offset + offset_in_group(groups, row, column);
      const ptrdiff_t p = (start.parameter + parameter_in_group(groups, row, column)) * LANES;
      const V slope = real ? load(dy + i) : (V)0.0f, normal = real ? (load(x + i) - center) * scale : (V)0.0f;
      store(sum_dy + p, load(sum_dy + p) + slope);
      store(sum_dy_x + p, MULTIPLY_ADD(slope, normal, load(sum_dy_x + p)));
    }
  }
}

static void group_input_gradient(const bnk_groups *groups, ptrdiff_t samples, const float *x, const float *dy,
                                 const float *mean, const float *inverse, const float *gamma, float *dx) {
  const I real = first_lanes(samples);
  const V count = (V)(float)(groups->rows * groups->columns);
  FOR_GROUPS(groups) {
    const group_start start = start_of_group(groups, group);
    const V center = load(mean + group * LANES), scale = load(inverse + group * LANES);
    V sums[GROUP_SUMS] = {0}, products[GROUP_SUMS] = {0};
    FOR_ELEMENTS(groups) {
      const ptrdiff_t i = start.offset + offset_in_group(groups, row, column);
      const V slope = load(dy + i) * (V)gamma[start.parameter + parameter_in_group(groups, row, column)];
      sums[next] += slope;
      products[next] = MULTIPLY_ADD(slope, (load(x + i) - center) * scale, products[next]);
    }
    const V offset = total_of(sums) / count, factor = total_of(products) / count;
    FOR_ELEMENTS(groups) {
      const ptrdiff_t i = start.offset + offset_in_group(groups, row, column);
      const V slope = load(dy + i) * (V)gamma[start.parameter + parameter_in_group(groups, row, column)];
      const V normal = (load(x + i) - center) * scale;
      store(dx + i, real ? scale * MULTIPLY_ADD(-normal, factor, slope - offset) : (V)0.0f);
    }
  }
}
