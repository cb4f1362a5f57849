# Breakwater for Microsoft Edge: installs, pins and sets. Runs as the system, 64 bit; running it again changes nothing.
$ErrorActionPreference = 'Stop'

$key = 'HKLM:\Software\Policies\Microsoft\Edge\ExtensionSettings\EDGE_ADD_ONS_ID'
New-Item -Path $key -Force | Out-Null
New-ItemProperty -Path $key -Name 'installation_mode' -PropertyType String -Value 'force_installed' -Force | Out-Null
New-ItemProperty -Path $key -Name 'toolbar_state' -PropertyType String -Value 'force_shown' -Force | Out-Null
New-ItemProperty -Path $key -Name 'update_url' -PropertyType String -Value 'https://edge.microsoft.com/extensionwebstorebase/v1/crx' -Force | Out-Null

$key = 'HKLM:\Software\Policies\Microsoft\Edge\3rdparty\extensions\EDGE_ADD_ONS_ID\policy'
New-Item -Path $key -Force | Out-Null
New-ItemProperty -Path $key -Name 'ageMode' -PropertyType String -Value 'under18' -Force | Out-Null
New-ItemProperty -Path $key -Name 'captureMaskMedia' -PropertyType DWord -Value 1 -Force | Out-Null
New-ItemProperty -Path $key -Name 'lockSettings' -PropertyType DWord -Value 1 -Force | Out-Null
