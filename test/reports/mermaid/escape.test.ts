import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { escapeComment, escapeLine, escapeLines, toPrintable } from '../../../reports/mermaid/escape.ts'
import { wrapText } from '../../../reports/mermaid/wrap.ts'
import { essence, hostileText } from './hostile.ts'

describe('escapeLine', () => {
  it.each([
    ['a;b', 'a#59;b'],
    ['#1 "quoted" {braces}: fine', '#35;1 "quoted" {braces}: fine'],
    ['<b>&amp;</b>', '#60;b#62;#38;amp#59;#60;/b#62;'],
    ['%%{init}%% 5%', '#37;#37;{init}#37;#37; 5%'],
    ['$$x$$ $5', '#36;#36;x#36;#36; $5'],
    ['wrap: me', '#119;rap: me'],
    ['\u001b[31m', '␛[31m'],
    ['a\u202eb\ud800', 'a\ufffdb\ufffd'],
  ])('%j becomes %j', (text, expected) => {
    expect(escapeLine(text)).toBe(expected)
  })

  it.each([
    ['EVENT_NAME [isReady] / act, act2', 'EVENT_NAME [isReady] / act, act2'],
    ['a: "b"', 'a#58; #34;b#34;'],
    ['1. one', '#49;. one'],
    ['$$x$$', '#36;#8203;#36;x#36;#8203;#36;'],
    ['- one', '#45; one'],
    ['*b* _i_ [l](u) [*]', '#42;b#42; #95;i#95; [l#93;(u) #91;#42;]'],
  ])('%j becomes %j in a state diagram', (text, expected) => {
    expect(escapeLine(text, 'state')).toBe(expected)
  })

  it('gives the text back when its codes are decoded', () => {
    fc.assert(fc.property(hostileText, fc.constantFrom('sequence', 'state'), (text, place) => {
      const escaped = escapeLines(wrapText(text), place)
      expect(escaped).not.toMatch(/[\n\r;](?<!#\d+;)/)
      const decoded = escaped.replaceAll('<br/>', ' ').replace(/#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
      expect(essence(decoded)).toBe(essence(text))
    }))
  })
})

describe('toPrintable', () => {
  it('leaves nothing that XML forbids, and is done after one pass', () => {
    fc.assert(fc.property(hostileText, text => {
      const printable = toPrintable(text)
      expect(printable).not.toMatch(/[\u0000-\u001f\u007f-\u009f\ufffe\uffff]|\p{Surrogate}/u)
      expect(toPrintable(printable)).toBe(printable)
    }))
  })
})

describe('escapeComment', () => {
  it('never leaves a directive', () => {
    fc.assert(fc.property(hostileText, text => {
      expect(`%% ${escapeComment(text)}`.slice(2)).not.toMatch(/%%|%\{/)
    }))
  })
})

describe('wrapText', () => {
  it('keeps every character and no line longer than asked, but for what a reader sees as one character', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme-ascii', maxLength: 300 }), fc.integer({ min: 1, max: 70 }), (text, width) => {
      const lines = wrapText(text, width)
      expect(lines.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''))
      for (const line of lines) expect(line.length).toBeLessThanOrEqual(width)
    }))
  })

  it('keeps the breaks within a text, and drops those around it', () => {
    expect(wrapText('\n\none\n\ntwo\r\n')).toEqual(['one', '', 'two'])
  })

  it('does not cut an emoji in two', () => {
    expect(wrapText('👩‍💻👩‍💻👩‍💻', 2)).toEqual(['👩‍💻👩‍💻', '👩‍💻'])
  })
})
