/** Written by bench/translated/train.ts; one weight for each value that `measureTranslation` gives. */
export const weights: readonly number[] = [
  1.089, 0.1602, 0.2585, 0.0875, 2.8277, 3.3137, 6.655, 0.1768, -0.0039, 0.029, -0.3754, -1.3279, 0.9723,
  -0.0539, -0.7818, -0.379, 0.1726,
]

export const bias = -4.3718
