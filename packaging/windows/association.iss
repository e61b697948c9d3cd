; Lines for the installer (Inno Setup): a double click opens a register, and leads from a copy to restoring it.
; Included by the script that packs the program. HKA is the user's own part of the registry unless it is installed for all.

[Setup]
ChangesAssociations=yes

[Registry]
Root: HKA; Subkey: "Software\Classes\.otklik\OpenWithProgids"; ValueType: string; ValueName: "Otklik.Register"; ValueData: ""; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\Otklik.Register"; ValueType: string; ValueData: "Реестр «Отклика»"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\Otklik.Register\DefaultIcon"; ValueType: string; ValueData: "{app}\otklik.exe,0"
Root: HKA; Subkey: "Software\Classes\Otklik.Register\shell\open\command"; ValueType: string; ValueData: """{app}\otklik.exe"" ""%1"""
Root: HKA; Subkey: "Software\Classes\.otklik-backup\OpenWithProgids"; ValueType: string; ValueName: "Otklik.Backup"; ValueData: ""; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\Otklik.Backup"; ValueType: string; ValueData: "Копия реестра «Отклика»"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\Otklik.Backup\DefaultIcon"; ValueType: string; ValueData: "{app}\otklik.exe,0"
Root: HKA; Subkey: "Software\Classes\Otklik.Backup\shell"; ValueType: string; ValueData: "restore"
Root: HKA; Subkey: "Software\Classes\Otklik.Backup\shell\restore"; ValueType: string; ValueData: "Восстановить"
Root: HKA; Subkey: "Software\Classes\Otklik.Backup\shell\restore\command"; ValueType: string; ValueData: """{app}\otklik.exe"" ""%1"""
Root: HKA; Subkey: "Software\Classes\Applications\otklik.exe\SupportedTypes"; ValueType: string; ValueName: ".otklik"; ValueData: ""; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\Applications\otklik.exe\SupportedTypes"; ValueType: string; ValueName: ".otklik-backup"; ValueData: ""
