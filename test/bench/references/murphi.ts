/** Two-phase commit for Rumur, the same states as `test/models/twoPhaseCommit.ts`. No scalarsets: their symmetry would merge states. */
export function murphi(resourceManagers: number): string {
  return `
const managers: ${resourceManagers};
type
  manager: 0 .. managers - 1;
  phases: enum { working, prepared, committed, aborted };
  decisions: enum { undecided, committing, aborting };
var
  phase: array [manager] of phases;
  sent: array [manager] of boolean;
  known: array [manager] of boolean;
  decision: decisions;
  commit: boolean;
  abort: boolean;

startstate begin
  for i: manager do phase[i] := working; sent[i] := false; known[i] := false; end;
  decision := undecided; commit := false; abort := false;
end;

rule "commit" decision = undecided & forall i: manager do known[i] end ==> begin decision := committing; commit := true; end;
rule "abort" decision = undecided ==> begin decision := aborting; abort := true; end;
ruleset i: manager do
  rule "is known" decision = undecided & sent[i] ==> begin known[i] := true; end;
  rule "prepare" phase[i] = working ==> begin phase[i] := prepared; sent[i] := true; end;
  rule "choose to abort" phase[i] = working ==> begin phase[i] := aborted; end;
  rule "hear of commit" commit ==> begin phase[i] := committed; end;
  rule "hear of abort" abort ==> begin phase[i] := aborted; end;
end;
`;
}
