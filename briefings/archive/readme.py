"""The README.txt of an archive, for readers without this program."""

from __future__ import annotations

ARCHIVE_README = """\
AN ARCHIVE OF PRINTED BRIEFINGS

Each folder <series>/<series>-<date>-<number> is one edition, as it was handed out: the PDF, its
text, and the facts and sources it was made from. Nothing but the files themselves is needed to read
it. Each such folder is a bag after BagIt (RFC 8493):

    data/                        the edition; data/edition.json says what it is
    README.txt                   what it is, in words
    bag-info.txt                 when it was stored, and how much it holds
    manifest-sha256.txt          the SHA-256 of every file below data/
    tagmanifest-sha256.txt       the SHA-256 of the other files
    manifest-sha256.txt.minisig  where there is one: the signature of the manifest

Change nothing inside the folder of an edition: every change of a byte is noticed. To see whether an
edition is whole, go into its folder and run

    sha256sum --check manifest-sha256.txt tagmanifest-sha256.txt

and, for one that is signed, with the public key of those who signed it,

    minisign -V -m manifest-sha256.txt -p KEY.pub

pruned.jsonl, where there is one, records the editions that were removed on purpose, and why.
.index.sqlite3 can be deleted at any time: it is made anew from the editions.

أرشيف الموجزات المطبوعة

يضم كل مجلد فرعي إصدارًا واحدًا كما وُزِّع: ملف الطباعة ونصه والحقائق والمصادر التي أُعدّ منها. ويدل اسم
المجلد على السلسلة وتاريخ الإصدار ورقمه. تُقرأ الملفات كما هي دون حاجة إلى أي برنامج خاص.
يُرجى عدم تغيير أي شيء داخل مجلدات الإصدارات، فكل تغيير يظهر عند التحقق منها. وللتأكد من سلامة إصدار
ما تُنفَّذ الأوامر المذكورة أعلاه داخل مجلده.
"""
