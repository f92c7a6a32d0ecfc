/** Written by bench/novelty/train.ts: one weight for each value that `statingMeasures` and `newnessMeasures` give. */
export const statingWeights: readonly number[] = [
  -0.148, 0.1078, 0.5672, 0.2704, -0.013, -0.1757, -0.7911, 1.0847, -0.0145, 1.2854, -0.1293, -0.4634, 2.0816,
  -1.1162, -0.1331, 0.3816, -0.8915, 0.4527, 0.5237, -2.138, 1.7119, 0.5109, -0.5916, -2.325, -0.3794,
]

export const statingBias = 3.7661

export const newnessWeights: readonly number[] = [1.8242, 1.0899, 2.1824, -0.2368]

export const newnessBias = -2.8157
