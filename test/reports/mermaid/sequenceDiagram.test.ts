import { describe, expect, it } from 'vitest'
import { writeSequenceDiagram } from '../../../reports/mermaid/index.ts'
import type { Participant, SequenceDiagram, SequenceItem } from '../../../reports/mermaid/index.ts'
import { wrapText } from '../../../reports/mermaid/wrap.ts'

const participants: readonly Participant[] = [
  { id: 'user', label: 'kubectl', kind: 'actor' },
  { id: 'kube-apiserver', label: 'API server', kind: 'participant', group: 'Control plane (HA)' },
  { id: 'kubelet', label: 'kubelet', kind: 'participant', group: 'node-1' },
  { id: 'etcd', label: 'etcd', kind: 'participant', group: 'Control plane (HA)' },
]

const write = (items: readonly SequenceItem[], given = participants): string =>
  writeSequenceDiagram({ participants: given, items }, { dropUnused: true })

describe('writeSequenceDiagram', () => {
  it('writes participants, groups, arrows, sections and violations', () => {
    const text = writeSequenceDiagram({
      title: 'A pod is bound twice',
      description: ['Replay: podproof replay t.json'],
      participants,
      autonumber: true,
      items: [
        { kind: 'message', from: 'user', to: 'kube-apiserver', text: 'POST pods', style: 'request' },
        {
          kind: 'section', title: 'Stored', tone: 'good',
          items: [
            { kind: 'message', from: 'kube-apiserver', to: 'etcd', text: 'txn; put', style: 'request' },
            { kind: 'message', from: 'etcd', to: 'kube-apiserver', text: 'ok', style: 'reply' },
          ],
        },
        { kind: 'loop', text: 'until ready', items: [{ kind: 'message', from: 'kube-apiserver', to: 'kubelet', text: 'MODIFIED', style: 'watch' }] },
        { kind: 'message', from: 'kubelet', to: 'kube-apiserver', text: 'PATCH status', style: 'lost' },
        { kind: 'violation', over: ['kubelet', 'kube-apiserver'], text: 'Bound to two nodes' },
      ],
    })
    expect(text).toBe(`sequenceDiagram
  %% Replay: podproof replay t.json
  title A pod is bound twice
  autonumber
  actor user as kubectl
  box whitesmoke Control plane (HA)
    participant kube_apiserver as API server
    participant etcd as etcd
  end
  box whitesmoke node-1
    participant kubelet as kubelet
  end
  user->>kube_apiserver: POST pods
  rect rgb(230, 247, 232)
    Note over kube_apiserver,etcd: Stored
    kube_apiserver->>etcd: txn#59; put
    etcd-->>kube_apiserver: ok
  end
  loop until ready
    kube_apiserver--)kubelet: MODIFIED
  end
  kubelet-xkube_apiserver: PATCH status
  rect rgb(255, 150, 140)
    Note over kube_apiserver,kubelet: ✘ Bound to two nodes
  end
`)
  })

  it('numbers arrows as they say, and counts on from there', () => {
    const arrow = (number?: number): SequenceItem => ({ kind: 'message', from: 'user', to: 'etcd', text: 'GET', style: 'request', ...(number !== undefined && { number }) })
    const numbered = { participants, items: [arrow(1), arrow(4), arrow(), arrow(6), arrow(2)], autonumber: true }
    const lines = (diagram: SequenceDiagram): string[] => writeSequenceDiagram(diagram, { dropUnused: true }).split('\n').map(line => line.trim()).filter(line => /autonumber|GET/.test(line))
    expect(lines(numbered)).toEqual(['autonumber', 'user->>etcd: GET', 'autonumber 4 1', 'user->>etcd: GET', 'user->>etcd: GET', 'user->>etcd: GET', 'autonumber 2 1', 'user->>etcd: GET'])
    expect(lines({ ...numbered, autonumber: false })).toEqual(Array.from({ length: 5 }, () => 'user->>etcd: GET'))
  })

  it('drops unused participants on request and declares missing ones', () => {
    expect(write([{ kind: 'message', from: 'user', to: 'stranger', text: 'hello', style: 'request' }])).toBe(`sequenceDiagram
  actor user as kubectl
  participant stranger as stranger
  user->>stranger: hello
`)
  })

  it('keeps identifiers apart that look the same, and away from keywords', () => {
    const ids = ['a b', 'a-b', 'A.B', 'end', 'constructor', '1', '', '漢', 'my style']
    const text = write(ids.map(id => ({ kind: 'note', over: [id], text: 'x' })), [])
    expect([...text.matchAll(/Note over (\w+):/g)].map(match => match[1]))
      .toEqual(['a_b', 'a_b_2', 'A_B_3', 'end_', 'constructor_', 'p6_1', 'p7', 'p8', 'my_STYLE'])
  })

  it('wraps long texts on word borders, narrower between neighbours', () => {
    const text = 'one two three four five six seven eight nine ten eleven twelve thirteen'
    const lines = (from: string, to: string): string[] =>
      write([{ kind: 'message', from: 'user', to: 'kube-apiserver', text: '', style: 'request' }, { kind: 'message', from: 'etcd', to: 'etcd', text: '', style: 'request' }, { kind: 'message', from, to, text, style: 'reply' }])
        .split('\n').at(-2)?.split(': ')[1]?.split('<br/>') ?? []
    expect(lines('user', 'kube-apiserver')).toEqual(['one two three four five six seven', 'eight nine ten eleven twelve', 'thirteen'])
    expect(lines('user', 'etcd')).toEqual(['one two three four five six seven eight nine ten eleven', 'twelve thirteen'])
  })

  it('cuts a long name between its parts, and only one without parts anywhere', () => {
    const lines = (text: string): readonly string[] => wrapText(text, 16)
    expect(lines('default/with-affinity-anti-affinity')).toEqual(['default/', 'with-affinity-', 'anti-affinity'])
    expect(lines('replicasets/web-5469c6dcb4')).toEqual(['replicasets/', 'web-5469c6dcb4'])
    expect(lines('a/bcdefghijklmnopqrstuvwxyz')).toEqual(['a/bcdefghijklmno', 'pqrstuvwxyz'])
  })

  it('moves a title that mermaid would cut off into a note', () => {
    const diagram = { title: 'A title that is longer than the diagram is wide', participants: participants.slice(0, 1), items: [] }
    expect(writeSequenceDiagram(diagram)).toBe(`sequenceDiagram
  actor user as kubectl
  Note over user: A title that is longer than the<br/>diagram is wide
`)
  })

  it('moves the label of a loop that mermaid would break into a note', () => {
    const items: readonly SequenceItem[] = [{ kind: 'message', from: 'user', to: 'etcd', text: 'GET', style: 'request' }]
    expect(write([{ kind: 'loop', text: 'until a-very-long-name-of-a-podling is; ready', items }])).toContain(`  loop
    Note over user,etcd: until a-very-long-name-of-a-podling<br/>is#59; ready
    user->>etcd: GET
  end
`)
  })

  it('leaves out frames that would be empty', () => {
    expect(write([{ kind: 'loop', text: 'x', items: [] }, { kind: 'section', title: 'x', items: [] }, { kind: 'violation', over: [], text: 'x' }], []))
      .toBe('sequenceDiagram\n')
  })

  it('shows the description as a note on request', () => {
    const text = writeSequenceDiagram({ participants, items: [], description: ['one', 'two'] }, { description: 'note' })
    expect(text).toContain('Note over user,kubelet: one<br/>two')
    expect(text).not.toContain('%%')
  })
})
