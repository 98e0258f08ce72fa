import re

import pytest

from sciatica.core import references
from sciatica.core.errors import InputError

ENTRY = """
This is a comment, even with an @ in it.
@Article{ Smith1999 ,
  author = {Smith, Ann B. and {van der Berg}, Jo and Li, C. and Wu, D.},
  title = "On {{Nerve}} \\& Root
           at 37 {°C}",
  journal = {J {Nerve} Sci}, year = 1999,
  doi = {https://doi.org/10.1000/xyz(9)}
}
@book{lee2001, author={Lee, E.}, title={A {B}ook}, publisher = {Press}, year={2001}, pmid={123},}
"""


def test_entries_are_read_whole() -> None:
    smith, lee = references.parse(ENTRY, file="x.bib")
    assert smith.key == "Smith1999"
    assert smith.authors == ("Smith, Ann B.", "van der Berg, Jo", "Li, C.", "Wu, D.")
    assert smith.title == "On Nerve & Root at 37 °C"
    assert (smith.journal, smith.year, smith.doi, smith.pmid) == ("J Nerve Sci", 1999, "10.1000/xyz(9)", "")
    assert smith.text == (
        "Smith, Ann B., van der Berg, Jo, Li, C. et al. (1999). On Nerve & Root at 37 °C. J Nerve Sci. "
        "doi:10.1000/xyz(9)"
    )
    assert lee.text == "Lee, E. (2001). A Book. Press. PMID 123"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("@article{a, title={x", "not closed"),
        ("@article{a, title={x}, year={1999}}", "without author"),
        ("@article{a, author={x}, year={1999}}", "without title"),
        ("@article{a, author={x}, title={y}}", "without year"),
        ("@article{a, author={x}, title={y}, year={soon}}", "not a number"),
        ("@article{a, author={x}, title {y}}", "not a field"),
        ('@article{a, author="x}', "not closed"),
        ("@article{, author={x}}", "without a key"),
        ("@misc{a,author={x},title={y},year=1}@misc{a,author={x},title={y},year=1}", "the same key twice"),
    ],
)
def test_an_entry_that_cannot_be_used_is_refused(text: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        list(references.parse(text, file="x.bib"))


def test_every_reference_of_the_house_can_be_found_by_a_reader() -> None:
    loaded = references.load()
    assert loaded
    assert list(loaded) == sorted(loaded)
    for key, reference in loaded.items():
        assert reference.key == key
        assert 1800 < reference.year < 2100
        assert re.fullmatch(r"10\.\d{4,9}/\S+", reference.doi) or not reference.doi, key
        assert reference.pmid.isdigit() or not reference.pmid, key
        assert not re.search(r"[{}\\]", reference.text), key


def test_one_key_for_two_works_is_an_error_and_for_one_is_not(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path_factory.mktemp("package")
    folder = package / "references"
    folder.mkdir()
    monkeypatch.setattr(references, "files", lambda name: package)
    load = references.load.__wrapped__
    entry = "@misc{{a, author={{x}}, title={{{}}}, year={{1999}}}}"
    (folder / "one.bib").write_text(entry.format("y"))
    (folder / "two.bib").write_text(entry.format(" y "))
    assert list(load()) == ["a"]
    (folder / "two.bib").write_text(entry.format("z"))
    with pytest.raises(InputError, match=r"two\.bib: a: this key stands in one\.bib too"):
        load()
