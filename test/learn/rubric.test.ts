import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Explain, Pattern } from '../../src/learn/content.ts';
import { scoreAnswer } from '../../src/learn/rubric.ts';
import { allPages, compiled } from './compiled.ts';

const prompts = allPages.flatMap(({ items }) => items).filter((item) => item.kind === 'explain');
const promptOf = (id: string): Explain => {
  const prompt = prompts.find((item) => item.id === id);
  assert.ok(prompt, id);
  return prompt;
};
const ideasIn = (id: string, answer: string): readonly string[] => {
  const { rubric, answer: model } = promptOf(id);
  return [...scoreAnswer(rubric, answer, model).found.keys()].toSorted();
};
const guardOf = (id: string, answer: string): string | undefined => {
  const { rubric, answer: model } = promptOf(id);
  return scoreAnswer(rubric, answer, model).guard;
};
const portable = 'portability/why-portable';

describe('labelled answers', () => {
  test('the ideas that are found are there: precision of at least 0.9', () => {
    const wrong: string[] = [];
    let right = 0;
    for (const { item, answer, ideas } of compiled.samples) {
      for (const id of ideasIn(item, answer)) {
        if (ideas.includes(id)) right += 1;
        else wrong.push(`${id}: ${answer}`);
      }
    }
    assert.ok(right / (right + wrong.length) >= 0.9, wrong.join('\n'));
  });

  test('few ideas are missed: recall of at least 0.9', () => {
    const missed: string[] = [];
    let found = 0;
    for (const { item, answer, ideas } of compiled.samples) {
      for (const id of ideas) {
        if (ideasIn(item, answer).includes(id)) found += 1;
        else missed.push(`${item} ${id}: ${answer}`);
      }
    }
    assert.ok(found / (found + missed.length) >= 0.9, missed.join('\n'));
  });

  test('each prompt has labelled answers, good and bad, with ideas of its rubric', () => {
    for (const { id, rubric } of prompts) {
      const samples = compiled.samples.filter(({ item }) => item === id);
      assert.ok(samples.length >= 20, id);
      assert.ok(
        samples.some(({ ideas }) => ideas.length === 4),
        id,
      );
      assert.ok(samples.filter(({ ideas }) => ideas.length === 0).length >= 3, id);
      const known = rubric.ideas.map((idea) => idea.id);
      for (const { ideas } of samples)
        assert.ok(
          ideas.every((idea) => known.includes(idea)),
          id,
        );
    }
  });
});

describe('scoring an answer', () => {
  test('each idea is found once, with the words that state it', () => {
    const { rubric, answer: model } = promptOf(portable);
    const answer = 'They bundle all the dependencies with the model.';
    const { found } = scoreAnswer(rubric, answer, model);
    assert.deepEqual([...found.keys()], ['bundle']);
    const [start = 0, end = 0] = found.get('bundle') ?? [];
    assert.equal(answer.slice(start, end), 'bundle all the dependencies');
  });

  test('a dot inside of a name ends no sentence', () => {
    const { rubric, answer: model } = promptOf(portable);
    const { found } = scoreAnswer(
      rubric,
      'They bundle model.pkl with all the dependencies.',
      model,
    );
    assert.deepEqual([...found.keys()], ['bundle']);
  });

  test('each of two things is taken away by its own "no"', () => {
    assert.deepEqual(
      ideasIn(portable, 'There is no model and no bundle of the dependencies in it.'),
      [],
    );
  });

  test('what is said of one thing is no belief about the other', () => {
    const gpu = 'portability-limits-gpu/gpu-image-anywhere';
    const beliefs = (answer: string): readonly string[] => {
      const { rubric, answer: model } = promptOf(gpu);
      return scoreAnswer(rubric, answer, model).misconceptions;
    };
    const right = 'The host brings the driver, and the image brings the CUDA libraries.';
    assert.deepEqual(beliefs(right), []);
    assert.deepEqual(ideasIn(gpu, right), ['driver', 'image']);
    const swapped = 'The image brings the driver, and the host brings the CUDA libraries.';
    assert.deepEqual(beliefs(swapped), ['driver-in-image']);
    assert.ok(!ideasIn(gpu, swapped).includes('driver'));
  });

  test('a negated idea is not counted', () => {
    assert.deepEqual(ideasIn(portable, 'Containers do not include the dependencies at all.'), []);
  });

  test('two negations cancel out', () => {
    const answer = 'No image comes without its dependencies inside, they are bundled.';
    assert.ok(!ideasIn(portable, answer).includes('setup'));
  });

  test('an idea that is a negation needs one', () => {
    assert.deepEqual(ideasIn(portable, 'The container needs no install on the host.'), ['setup']);
    assert.deepEqual(ideasIn(portable, 'On the host you have to install a container engine.'), []);
  });

  test('how things are without containers is not what they do', () => {
    const answer = 'Without containers each machine runs the same code with other libraries.';
    assert.deepEqual(ideasIn(portable, answer), []);
  });

  test('a belief that contradicts an idea cancels it', () => {
    const { rubric, answer: model } = promptOf(portable);
    const answer = 'You rewrite the model and then move the container to production.';
    const { found, misconceptions } = scoreAnswer(rubric, answer, model);
    assert.deepEqual([...found.keys()], []);
    assert.deepEqual(misconceptions, ['must-rewrite']);
  });

  test('an answer of three words, one off the topic, and a list of words are not scored', () => {
    assert.equal(guardOf(portable, 'It is portable.'), 'too-short');
    const other = 'A confusion matrix shows precision and recall for each class.';
    assert.equal(guardOf(portable, other), 'no-topic');
    const list = 'container, dependencies, libraries, same, anywhere, setup, production';
    assert.equal(guardOf(portable, list), 'word-list');
  });

  test('our own answer is full, but it is not the learner’s', () => {
    for (const { rubric, answer, id } of prompts) {
      assert.equal(scoreAnswer(rubric, answer, answer).guard, 'copied', id);
      assert.equal(scoreAnswer(rubric, answer, '').found.size, 4, id);
    }
  });

  test('empty, very long and odd texts are scored without an error', () => {
    const { rubric } = promptOf(portable);
    for (const text of ['', ' ', '\u0000', 'a'.repeat(4000), '..,,!!', '𝕬𝖇𝖈 ﬁ ẞ', "n't can't"]) {
      assert.equal(scoreAnswer(rubric, text, '').found.size, 0);
    }
  });
});

describe('polarity', () => {
  const finds = (answer: string, slots: readonly string[], negated = false): boolean => {
    const pattern: Pattern = { slots: slots.map((slot) => slot.split('|')), window: 10, negated };
    const ideas = [{ id: 'idea', label: [], ask: [], patterns: [pattern] }];
    const rubric = { topic: slots.flatMap((slot) => slot.split('|')), ideas, misconceptions: [] };
    return scoreAnswer(rubric, answer, '').found.has('idea');
  };

  test('a negator that is part of the phrase of a slot takes nothing away', () => {
    const slots = ['volume', 'changes|without a rollout'];
    assert.ok(finds('The volume is renewed without a rollout here.', slots));
    assert.ok(!finds('The volume never gets renewed without a rollout.', slots));
  });

  test('a pattern that asks for a negator may have it in a phrase', () => {
    assert.ok(finds('With that typo it matches no pods.', ['no pods'], true));
  });

  test('"neither … nor" is one negation', () => {
    assert.ok(finds('Neither the arg nor the env is safe.', ['env', 'safe'], true));
    assert.ok(!finds('Neither the arg nor the env is safe.', ['arg', 'safe']));
  });

  test('an apostrophe may be left out', () => {
    assert.ok(!finds('The image dont contain the data.', ['image', 'data']));
    assert.ok(finds('The server cant see the data.', ['see', 'data'], true));
  });

  test('"not yet" and "nothing but" belong to what follows', () => {
    assert.ok(!finds('It is not yet loaded with the model.', ['loaded', 'model']));
    assert.ok(finds('It has nothing but the model in memory.', ['has', 'model']));
  });

  test('the word of a phrase that has forms may stand inside', () => {
    const { rubric } = promptOf('copy-and-context/explain-context');
    const phrases = rubric.ideas.flatMap(({ patterns }) =>
      patterns.flatMap(({ slots }) => slots.flat()),
    );
    assert.ok(phrases.includes('keeps out'));
    assert.ok(!phrases.some((phrase) => phrase.includes('~')));
  });

  test('a negation ends at "until" and "while"', () => {
    assert.ok(finds('It does not answer until the model is loaded.', ['model', 'loaded']));
  });

  test('the s of a plural or of a verb makes no other word, a mean and "it means" aside', () => {
    assert.ok(finds('The server takes one request at a time.', ['requests', 'take']));
    assert.ok(!finds('It means that the tail is long.', ['mean', 'tail']));
  });

  test('a negation ends at an "as" that gives the reason', () => {
    assert.ok(finds('It cannot start as nobody has the file.', ['nobody', 'file']));
    assert.ok(finds('This is not as good as it looks.', ['good'], true));
  });

  test('of two negations with a condition between them each counts', () => {
    const slots = ['works', 'controller'];
    assert.ok(finds('Nothing works if there is no controller.', slots, true));
    assert.ok(!finds('It works if there is a controller.', slots, true));
  });

  test('an answer with an idea is on the topic, whatever else it says', () => {
    const pattern = { slots: [['dockerfile']], window: 10, negated: false };
    const ideas = [{ id: 'idea', label: [], ask: [], patterns: [pattern] }];
    const rubric = { topic: ['image'], ideas, misconceptions: [] };
    assert.equal(scoreAnswer(rubric, 'Put it into the Dockerfile.', '').guard, undefined);
    assert.equal(scoreAnswer(rubric, 'Put it into the fridge.', '').guard, 'no-topic');
  });
});
