;;; emacs.el --- Drives a real Emacs with eglot -*- lexical-binding: t; -*-

;; emacs -q --batch -l emacs.el PROJECT OUT: PROJECT is a copy of tests/sample; the server is the `ibid' on PATH.
;; Lines that begin with "ok" tell what the server brought about; none of them may be seen against null_lsp.py.

;;; Code:

(package-initialize)
(require 'cl-lib)
(require 'eglot)
(require 'flymake)
(require 'markdown-mode)
(load (expand-file-name "../../editors/emacs/ibid.el" (file-name-directory load-file-name)) nil t)

(defvar patience (string-to-number (or (getenv "IBID_TESTS_PATIENCE") "20")))
(defvar failed nil)

(defun until-true (what test)
  "Wait until TEST gives something; report WHAT."
  (let ((end (+ (float-time) patience)) found)
    (while (and (not (setq found (ignore-errors (funcall test)))) (< (float-time) end))
      (accept-process-output nil 0.05))
    (unless found (setq failed t))
    (princ (format "%-4s %s\n" (if found "ok" "FAIL") what))
    found))

(defun is-marked (text)
  "Whether a finding has TEXT in its message."
  (cl-some (lambda (found) (string-match-p (regexp-quote text) (flymake-diagnostic-text found))) (flymake-diagnostics)))

(setq eglot-sync-connect patience)
(find-file (expand-file-name "essay.md" (car command-line-args-left)))
(apply #'eglot--connect (eglot--guess-contact))
(flymake-mode 1)

(defvar was-marked (until-true "the sample's wrong figure is marked" (lambda () (is-marked "64,100"))))

(search-forward "@audit2024")
(until-true "hover shows the passage behind a citation"
            (lambda ()
              (let (told)
                (eglot-hover-eldoc-function (lambda (text &rest _) (setq told text)))
                (let ((end (+ (float-time) 1)))
                  (while (and (not told) (< (float-time) end)) (accept-process-output nil 0.05)))
                (and told (string-match-p "612 million" told)))))

(goto-char (point-max))
(insert "\nSee [@power quay")
(eglot--signal-textDocument/didChange)
(until-true "completion by title offers the reference"
            (lambda ()
              (let ((all (all-completions "" (nth 2 (eglot-completion-at-point)))))
                (cl-some (lambda (offer) (string-match-p "harbour2025" offer)) all))))

(goto-char (point-min))
(search-forward "64,100")
(until-true "a fix puts in the source's figure, and the finding goes"
            (lambda ()
              (let* ((actions (eglot-code-actions (1- (point)) (point)))
                     (fix (cl-find-if (lambda (action) (string-match-p "61,400" (plist-get action :title))) actions)))
                (when fix (eglot--apply-workspace-edit (plist-get fix :edit)))
                (eglot--signal-textDocument/didChange)
                (accept-process-output nil 0.5)
                (and was-marked (not (is-marked "64,100"))
                     (save-excursion (goto-char (point-min)) (search-forward "emitted 61,400 tonnes" nil t))))))

(set-buffer-modified-p nil)
(ignore-errors (eglot-shutdown (eglot-current-server) nil 2))
(kill-emacs (if failed 1 0))
;;; emacs.el ends here
