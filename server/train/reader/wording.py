"""The wording of what journalists attribute: a logistic regression over single words and pairs, beside the encoder's head.

The encoder learns the training statements by heart (area under the curve 93.8 on train, 78.1 on dev); words and pairs alone
reach 79.1 on dev, and both together 80.7. `../language/reader/wording.rs` makes the same features.
"""
import os
import numpy as np, scipy.sparse as sparse
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from . import data
from .words import WORD

START, CAPITAL, DIGITS = '^', '^^', '#'
FEWEST = 4          # statements that a word or pair stands in
FEWEST_FEATURES = 16
STRENGTH = 10.0     # the inverse of the regression's penalty


def tokens(statement):
    """Its words in small letters; before each with a capital but the first stands a mark, and digits are all alike."""
    out = [START]
    for i, m in enumerate(WORD.finditer(statement)):
        w = m.group().replace('‘', "'").replace('’', "'")
        if i and w[0].isupper(): out.append(CAPITAL)
        out.append(DIGITS if w[0].isdigit() else w.lower())
    return out


def statements(shared, split):
    """-> [(a bare statement, 1 attributed content | 0 the article's own voice)]"""
    out = []
    for d in data.read(os.path.join(shared, f'data/attribution/{split}.jsonl')):
        for s, e in data.paragraphs(d['text']):
            # Two apostrophes are a quotation mark of some papers, which says more of the paper than of the statement.
            out += [(bare, label) for _, bare, label in data.statements(d, s, e) if label >= 0 and "''" not in bare]
    return out


def evened(counts):
    """Divides by the root of how many known features a statement has, so that long ones do not weigh more, nor a few words."""
    return sparse.diags(1 / np.sqrt(np.maximum(np.asarray(counts.sum(1)).ravel(), FEWEST_FEATURES))) @ counts


def train(shared, folder):
    """Writes `wording.tsv`: a line for each word or pair, its weight behind a tab; the first line is the intercept's."""
    known, labels = zip(*statements(shared, 'train'))
    count = CountVectorizer(tokenizer=tokens, token_pattern=None, lowercase=False, ngram_range=(1, 2), min_df=FEWEST, binary=True)
    fitted = LogisticRegression(C=STRENGTH, class_weight='balanced', max_iter=3000).fit(evened(count.fit_transform(known).astype(float)), labels)
    weights = sorted(zip(count.get_feature_names_out(), fitted.coef_[0]))
    with open(os.path.join(folder, 'wording.tsv'), 'w', encoding='utf-8') as f:
        f.write(f'\t{fitted.intercept_[0]:.3f}\n' + ''.join(f'{name}\t{weight:.2f}\n' for name, weight in weights if abs(weight) >= .005))
    from sklearn.metrics import roc_auc_score
    of_dev, truth = zip(*statements(shared, 'dev'))
    print('statements', len(known), 'features', len(weights), 'area under the curve on dev',
          round(100 * roc_auc_score(truth, fitted.decision_function(evened(count.transform(of_dev).astype(float)))), 1))
