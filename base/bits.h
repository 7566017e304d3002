/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where some bytes stand among 64, as bits (the lowest is the first byte):
 * what all reading of large logs begins with.  There is one function for each
 * kind of processor and one in plain C; all give the same bits.
 *
 * A loop over them is written once, as a function that takes a struct bits_kind
 * and is always inlined, and compiled once for each kind by BITS_VARIANTS().
 * Which one runs is chosen when the program runs.
 *
 * Such a loop must call nothing that is not inlined, too: gcc 12 then forgets
 * to clear the wide registers at its end, and all that comes after it (the
 * hash, half as slow again) pays for that.
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

/*
 * Writes where the bits stand, plus `base`; up to 64 entries may be written,
 * whatever the number of bits is.
 */
typedef void bits_positions_fn(uint64_t bits, uint32_t base, uint32_t *out);

/* What a loop is compiled for. */
struct bits_kind {
	bits_fn *of;
	bits_positions_fn *positions;
};

#define BITS_INLINE static inline __attribute__((always_inline))

/* Bit i: is the number of ones up to bit i odd? */
BITS_INLINE uint64_t bits_odd_so_far(uint64_t bits)
{
	for (int i = 1; i < 64; i *= 2)
		bits ^= bits << i;
	return bits;
}

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

/* Eight at a time, as most words of a log have about as many fields. */
BITS_INLINE void bits_positions_plain(uint64_t bits, uint32_t base,
    uint32_t *out)
{
	do {
		for (unsigned k = 0; k < 8; k++) {
			*out++ = base + (uint32_t)__builtin_ctzll(
					    bits | (uint64_t)1 << 63);
			bits &= bits - 1;
		}
	} while (bits);
}

#if defined(__x86_64__)

#define BITS_AVX512                                                            \
	__attribute__((target("avx512f,avx512bw,avx512vbmi2,popcnt,bmi,"       \
			      "bmi2")))
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

BITS_INLINE BITS_AVX512 void bits_sixteen(__m512i bytes, __m512i base,
    uint32_t *out)
{
	__m512i wide = _mm512_cvtepu8_epi32(_mm512_castsi512_si128(bytes));

	_mm512_storeu_si512(out, _mm512_add_epi32(wide, base));
}

BITS_INLINE BITS_AVX512 void bits_positions_avx512(uint64_t bits, uint32_t base,
    uint32_t *out)
{
	static const unsigned char order[64] = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9,
		10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25,
		26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41,
		42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57,
		58, 59, 60, 61, 62, 63 };
	int n = __builtin_popcountll(bits);
	__m512i bytes =
	    _mm512_maskz_compress_epi8(bits, _mm512_loadu_si512(order));
	__m512i from = _mm512_set1_epi32((int)base);

	bits_sixteen(bytes, from, out);
	for (int i = 16; i < n; i += 16) {
		bytes = _mm512_shuffle_i32x4(bytes, bytes, 0x39);
		bits_sixteen(bytes, from, out + i);
	}
}

BITS_INLINE BITS_AVX2 uint64_t bits_pair(__m256i low, __m256i high, char c)
{
	__m256i all = _mm256_set1_epi8(c);
	int a = _mm256_movemask_epi8(_mm256_cmpeq_epi8(low, all));
	int b = _mm256_movemask_epi8(_mm256_cmpeq_epi8(high, all));

	return (uint64_t)(uint32_t)b << 32 | (uint32_t)a;
}

BITS_INLINE BITS_AVX2 void bits_positions_avx2(uint64_t bits, uint32_t base,
    uint32_t *out)
{
	do {
		for (unsigned k = 0; k < 8; k++) {
			*out++ = base + (uint32_t)_tzcnt_u64(bits);
			bits &= bits - 1;
		}
	} while (bits);
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
	       __builtin_cpu_supports("avx512vbmi2") &&
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
 * `LOOP(ARGUMENTS, the struct bits_kind)`.
 */
#define BITS_VARIANTS(TYPE, NAME, LOOP, PARAMETERS, ...)                       \
	BITS_AVX512 static TYPE NAME##_avx512 PARAMETERS                       \
	{                                                                      \
		return LOOP(__VA_ARGS__, ((struct bits_kind){ bits_avx512,     \
					     bits_positions_avx512 }));        \
	}                                                                      \
	BITS_AVX2 static TYPE NAME##_avx2 PARAMETERS                           \
	{                                                                      \
		return LOOP(__VA_ARGS__,                                       \
		    ((struct bits_kind){ bits_avx2, bits_positions_avx2 }));   \
	}                                                                      \
	static TYPE NAME##_plain PARAMETERS                                    \
	{                                                                      \
		return LOOP(__VA_ARGS__,                                       \
		    ((struct bits_kind){ bits_plain, bits_positions_plain })); \
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
		return LOOP(__VA_ARGS__,                                       \
		    ((struct bits_kind){ bits_neon, bits_positions_plain }));  \
	}                                                                      \
	static TYPE NAME##_plain PARAMETERS                                    \
	{                                                                      \
		return LOOP(__VA_ARGS__,                                       \
		    ((struct bits_kind){ bits_plain, bits_positions_plain })); \
	}
#define BITS_VARIANT(NAME, i) ((i) == 0 ? NAME##_neon : NAME##_plain)
#define BITS_KINDS 2

#else

#define BITS_VARIANTS(TYPE, NAME, LOOP, PARAMETERS, ...)                       \
	static TYPE NAME##_plain PARAMETERS                                    \
	{                                                                      \
		return LOOP(__VA_ARGS__,                                       \
		    ((struct bits_kind){ bits_plain, bits_positions_plain })); \
	}
#define BITS_VARIANT(NAME, i) (NAME##_plain)
#define BITS_KINDS 1

#endif

#endif
