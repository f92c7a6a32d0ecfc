/** Written by bench/translated/train.ts; one weight for each value that `measureTranslation` gives. */
export const weights: readonly number[] = [
  1.2824, 0.3083, 0.7664, 0.6516, 5.0669, 0.356, 0.0539, -0.0635, -1.6189, -2.0776, -0.9046, 0.1329, 0.4647,
]

export const bias = -3.4173
