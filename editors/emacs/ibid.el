;;; ibid.el --- For people who write from sources -*- lexical-binding: t; -*-

;; Starts the server `ibid lsp' with eglot, or beside other servers with lsp-mode, whichever is there.

;;; Code:

(defvar ibid-modes '(markdown-mode gfm-mode text-mode latex-mode LaTeX-mode org-mode typst-ts-mode bibtex-mode)
  "The modes of drafts and bibliographies.")

(defvar eglot-server-programs)
(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs (cons ibid-modes '("ibid" "lsp"))))

(declare-function lsp-register-client "lsp-mode")
(declare-function make-lsp-client "lsp-mode")
(declare-function lsp-stdio-connection "lsp-mode")
(with-eval-after-load 'lsp-mode
  (lsp-register-client
   (make-lsp-client :new-connection (lsp-stdio-connection '("ibid" "lsp"))
                    :major-modes ibid-modes
                    :add-on? t
                    :server-id 'ibid)))

(provide 'ibid)
;;; ibid.el ends here
