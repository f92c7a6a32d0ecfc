/** Written by bench/translated/train.ts; one weight for each value that `measureTranslation` gives. */
export const weights: readonly number[] = [0.6357, 0.1992, 0.4145, 0.4329, 2.7705, 3.2653, 7.5237, 0.1051, -0.0163, -0.0102, -0.5209, -1.2686, 1.1896, -1.5128, -0.906, -0.2241, 0.293]

export const bias = -6.2487
