/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where some bytes stand among 64, as bits (the lowest is the first byte):
 * what all reading of large logs begins with.  There is one function for each
 * kind of processor and one in plain C; all give the same bits.
 *
 * A loop over them is written once, as a function that takes a bits_fn and is
 * always inlined, and compiled once for each kind by BITS_VARIANTS().  Which
 * one runs is chosen when the program runs.
 */
#ifndef BASE_BITS_H
#define BASE_BITS_H

#include <stdint.h>
#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#elif defined(__aarch64__)
#include <arm_neon.h>
#endif

struct bits {
	uint64_t separator, lf, quote;
};

typedef struct bits bits_fn(const char at[64], char separator);

#define BITS_INLINE static inline __attribute__((always_inline))

/* Bit i: is byte i of the word equal to the one that fills `all`? */
BITS_INLINE uint64_t bits_word(uint64_t word, uint64_t all)
{
	const uint64_t low = 0x7F7F7F7F7F7F7F7Fu;
	uint64_t x = word ^ all;
	uint64_t zero = ~(((x & low) + low) | x | low);

	return (zero >> 7) * 0x0102040810204080u >> 56;
}

BITS_INLINE struct bits bits_plain(const char at[64], char separator)
{
	const uint64_t ones = 0x0101010101010101u;
	struct bits b = { 0 };

	for (unsigned i = 0; i < 64; i += 8) {
		uint64_t word;

		memcpy(&word, at + i, sizeof(word));
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
		word = __builtin_bswap64(word);
#endif
		b.separator |= bits_word(word, ones * (uint8_t)separator) << i;
		b.lf |= bits_word(word, ones * '\n') << i;
		b.quote |= bits_word(word, ones * '"') << i;
	}
	return b;
}

#if defined(__x86_64__)

#define BITS_AVX512 __attribute__((target("avx512f,avx512bw,popcnt,bmi,bmi2")))
#define BITS_AVX2 __attribute__((target("avx2,popcnt,bmi,bmi2")))

BITS_INLINE BITS_AVX512 struct bits bits_avx512(const char at[64],
    char separator)
{
	__m512i v = _mm512_loadu_si512(at);

	return (struct bits){
		_mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8(separator)),
		_mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8('\n')),
		_mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8('"')),
	};
}

BITS_INLINE BITS_AVX2 uint64_t bits_pair(__m256i low, __m256i high, char c)
{
	__m256i all = _mm256_set1_epi8(c);
	int a = _mm256_movemask_epi8(_mm256_cmpeq_epi8(low, all));
	int b = _mm256_movemask_epi8(_mm256_cmpeq_epi8(high, all));

	return (uint64_t)(uint32_t)b << 32 | (uint32_t)a;
}

BITS_INLINE BITS_AVX2 struct bits bits_avx2(const char at[64], char separator)
{
	__m256i low = _mm256_loadu_si256((const void *)at);
	__m256i high = _mm256_loadu_si256((const void *)(at + 32));

	return (struct bits){
		bits_pair(low, high, separator),
		bits_pair(low, high, '\n'),
		bits_pair(low, high, '"'),
	};
}

static inline int bits_have_avx512(void)
{
	return __builtin_cpu_supports("avx512bw") &&
	       __builtin_cpu_supports("bmi2") &&
	       __builtin_cpu_supports("popcnt");
}

static inline int bits_have_avx2(void)
{
	return __builtin_cpu_supports("avx2") &&
	       __builtin_cpu_supports("bmi2") &&
	       __builtin_cpu_supports("popcnt");
}

/*
 * Defines NAME_avx512(), ..., NAME_plain() with these parameters, each as
 * `LOOP(ARGUMENTS, the bits_fn)`.
 */
#define BITS_VARIANTS(TYPE, NAME, LOOP, PARAMETERS, ...)                       \
	BITS_AVX512 static TYPE NAME##_avx512 PARAMETERS                       \
	{                                                                      \
		return LOOP(__VA_ARGS__, bits_avx512);                         \
	}                                                                      \
	BITS_AVX2 static TYPE NAME##_avx2 PARAMETERS                           \
	{                                                                      \
		return LOOP(__VA_ARGS__, bits_avx2);                           \
	}                                                                      \
	static TYPE NAME##_plain PARAMETERS                                    \
	{                                                                      \
		return LOOP(__VA_ARGS__, bits_plain);                          \
	}

/* The i-th of them, the fastest first; NULL where the processor lacks it. */
#define BITS_VARIANT(NAME, i)                                                  \
	((i) == 0      ? bits_have_avx512() ? NAME##_avx512 : NULL             \
	    : (i) == 1 ? bits_have_avx2() ? NAME##_avx2 : NULL                 \
		       : NAME##_plain)
#define BITS_KINDS 3

#elif defined(__aarch64__)

BITS_INLINE uint64_t bits_quarter(uint8x16_t equal)
{
	static const uint8_t weights[16] = { 1, 2, 4, 8, 16, 32, 64, 128, 1, 2,
		4, 8, 16, 32, 64, 128 };
	uint8x16_t bits = vandq_u8(equal, vld1q_u8(weights));

	return (uint64_t)vaddv_u8(vget_low_u8(bits)) |
	       (uint64_t)vaddv_u8(vget_high_u8(bits)) << 8;
}

BITS_INLINE struct bits bits_neon(const char at[64], char separator)
{
	struct bits b = { 0 };

	for (unsigned i = 0; i < 64; i += 16) {
		uint8x16_t v = vld1q_u8((const uint8_t *)at + i);

		b.separator |=
		    bits_quarter(vceqq_u8(v, vdupq_n_u8((uint8_t)separator)))
		    << i;
		b.lf |= bits_quarter(vceqq_u8(v, vdupq_n_u8('\n'))) << i;
		b.quote |= bits_quarter(vceqq_u8(v, vdupq_n_u8('"'))) << i;
	}
	return b;
}

#define BITS_VARIANTS(TYPE, NAME, LOOP, PARAMETERS, ...)                       \
	static TYPE NAME##_neon PARAMETERS                                     \
	{                                                                      \
		return LOOP(__VA_ARGS__, bits_neon);                           \
	}                                                                      \
	static TYPE NAME##_plain PARAMETERS                                    \
	{                                                                      \
		return LOOP(__VA_ARGS__, bits_plain);                          \
	}
#define BITS_VARIANT(NAME, i) ((i) == 0 ? NAME##_neon : NAME##_plain)
#define BITS_KINDS 2

#else

#define BITS_VARIANTS(TYPE, NAME, LOOP, PARAMETERS, ...)                       \
	static TYPE NAME##_plain PARAMETERS                                    \
	{                                                                      \
		return LOOP(__VA_ARGS__, bits_plain);                          \
	}
#define BITS_VARIANT(NAME, i) (NAME##_plain)
#define BITS_KINDS 1

#endif

#endif
