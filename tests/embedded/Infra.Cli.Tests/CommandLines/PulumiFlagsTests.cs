namespace Infra.Cli.Tests.CommandLines;

/// <summary>Every command and option of the Pulumi CLI (3.274) is taken, or refused by its name.</summary>
internal sealed class PulumiFlagsTests
{
    private const string Global =
        "-C= --cwd= --disable-integrity-checking -e --emoji -Q --fully-qualify-stack-names --logflow --logtostderr "
        + "--memprofilerate= --non-interactive --otel-traces= --profiling= --tracing= -v= --verbose=";

    private const string Remote =
        "--remote --remote-agent-pool-id= --remote-env= --remote-env-secret= --remote-executor-image= "
        + "--remote-executor-image-password= --remote-executor-image-username= --remote-git-auth-access-token= "
        + "--remote-git-auth-password= --remote-git-auth-ssh-private-key= --remote-git-auth-ssh-private-key-path= "
        + "--remote-git-auth-username= --remote-git-branch= --remote-git-commit= --remote-git-repo-dir= "
        + "--remote-inherit-settings --remote-pre-run-command= --remote-skip-install-dependencies --suppress-stream-logs";

    private const string Run =
        "-c= --config= --config-file= --config-path -d --debug --diff -x= --exclude= --exclude-dependents --expect-no-changes -j --json "
        + "-m= --message= --neo -p= --parallel= --run-program --show-replacement-steps --show-sames --skip-plugin-pre-install -s= --stack= "
        + "--suppress-outputs --suppress-permalink --suppress-progress -t= --target= --target-dependents --urns --override-env= ";

    private const string Policies =
        "--policy-pack= --policy-pack-config= --show-policy-exceptions --show-policy-remediations ";

    private static readonly (string Command, string Options)[] All =
    [
        ("version", Global),
        ("about", "-j --json --output= -s= --stack= -t --transitive"),
        ("about env", ""),
        ("ai", ""),
        ("cancel", "-s= --stack= -y --yes"),
        ("config", "--config-file= -j --json --open --show-secrets -s= --stack="),
        ("config cp", "-d= --dest= --path"),
        ("config copy", "-d= --dest= --path"),
        ("config env", ""),
        ("config get", "-j --json --open --path"),
        ("config refresh", "-f --force"),
        ("config rm", "--path"),
        ("config remove", "--path"),
        ("config rm-all", "--path"),
        ("config remove-all", "--path"),
        ("config set", "--path --plaintext --secret --type="),
        ("config set-all", "--path --plaintext= --secret= --json="),
        ("console", ""),
        ("convert", ""),
        ("deployment", ""),
        (
            "destroy",
            $"{Run}{Remote} --continue-on-error --exclude-protected --preview-only -r --refresh --remove --show-config --show-full-output -f --skip-preview -y --yes"
        ),
        ("do", ""),
        ("env", ""),
        ("gen-completion", ""),
        (
            "import",
            "--config-file= -d --debug --diff -f= --file= --from= --generate-code --generate-resources= -j --json -m= --message= -o= --out= -p= "
                + "--parallel= --parent= --preview-only --properties= --protect --provider= --skip-plugin-pre-install --skip-preview -s= --stack= "
                + "--suppress-outputs --suppress-permalink --suppress-progress --urns -y --yes"
        ),
        ("insights", ""),
        (
            "install",
            "--no-dependencies --no-plugins --parallel= --reinstall --use-language-version-tools"
        ),
        (
            "login",
            "-c= --cloud-url= --default-org= --insecure --interactive -l --local --oidc-expiration= --oidc-org= --oidc-team= --oidc-token= --oidc-user="
        ),
        ("logout", "--all -c= --cloud-url= -l --local"),
        ("logs", ""),
        ("neo", ""),
        (
            "new",
            "--ai= -c= --config= --config-path -d= --description= --dir= -f --force -g --generate-only --language= -l --list-templates -n= --name= "
                + "-o --offline --remote-stack-config --runtime-options= --secrets-provider= -s= --stack= -t --template-mode -y --yes"
        ),
        ("org", ""),
        ("package add", ""),
        ("package delete", ""),
        ("package gen-sdk", ""),
        ("package get-mapping", ""),
        ("package get-schema", ""),
        ("package info", "-m= --module= -r= --resource= -f= --function="),
        ("package new", ""),
        ("package pack-sdk", ""),
        ("package publish", ""),
        ("package remove", ""),
        ("plugin install", "--checksum= --exact -f= --file= --reinstall --server="),
        ("plugin ls", "-j --json --output= -p --project"),
        ("plugin remove", "-a --all -y --yes"),
        ("plugin rm", "-a --all -y --yes"),
        ("plugin run", ""),
        ("policy", ""),
        (
            "preview",
            $"{Run}{Remote} {Policies}--attach-debugger --import-file= -r --refresh --replace= --save-plan= --show-config --show-reads --show-secrets --target-replace="
        ),
        ("project", ""),
        (
            "refresh",
            $"{Run}{Remote} --clear-pending-creates --import-pending-creates= --preview-only --skip-pending-creates -f --skip-preview -y --yes"
        ),
        ("schema", ""),
        ("stack", "-i --show-ids --show-name --show-secrets -u --show-urns -s= --stack= --output="),
        ("stack change-secrets-provider", "-s= --stack="),
        ("stack export", "--file= --show-secrets --version= -s="),
        ("stack get", "--output= -i --show-ids --show-name --show-secrets -u --show-urns -s="),
        (
            "stack graph",
            "--dependency-edge-color= --dot-fragment= --ignore-dependency-edges --ignore-parent-edges --parent-edge-color= --short-node-name -s="
        ),
        (
            "stack history",
            "--full-dates -j --json --output= --page= --page-size= --show-secrets -s="
        ),
        ("stack history events", ""),
        ("stack import", "--file= -f --force -s="),
        (
            "stack init",
            "--copy-config-from= --no-select --remote-config --secrets-provider= --teams= -s="
        ),
        ("stack ls", "-a --all -j --json --output= -o= --organization= -p= --project= -t= --tag="),
        ("stack migrate", ""),
        ("stack new", "--secrets-provider= --teams= --yes"),
        ("stack output", "-j --json --shell --show-secrets -s="),
        ("stack rename", "-s="),
        ("stack rm", "-f --force --preserve-config --remove-backups -y --yes -s="),
        ("stack select", "-c --create --secrets-provider= -s="),
        ("stack tag get", "-s="),
        ("stack tag ls", "-j --json --output= -s="),
        ("stack tag rm", "-s="),
        ("stack tag set", "-s="),
        ("stack unselect", ""),
        ("state delete", "--all --force -s= --stack= --target-dependents -y --yes"),
        ("state edit", "-s= --stack="),
        ("state get", "--output= --show-secrets -s= --stack="),
        ("state move", "--dest= --include-parents --source= -y --yes"),
        ("state promote", ""),
        ("state protect", "--all -s= --stack= -y --yes"),
        ("state rename", "-s= --stack= -y --yes"),
        ("state repair", "-s= --stack= -y --yes"),
        ("state taint", "--all -s= --stack= -y --yes"),
        ("state unprotect", "--all -s= --stack= -y --yes"),
        ("state untaint", "--all -s= --stack= -y --yes"),
        ("state upgrade", "-y --yes"),
        ("template", ""),
        (
            "up",
            $"{Run}{Remote} {Policies}--attach-debugger --continue-on-error --plan= -r --refresh --replace= --secrets-provider= --show-config "
                + "--show-full-output --show-reads -f --skip-preview --strict --target-replace= -y --yes"
        ),
        ("whoami", "-j --json --output= -v --verbose"),
    ];

    private CliHarness _cli = null!;

    [SetUp]
    public void MakeDirectory() => _cli = new();

    [TearDown]
    public void RemoveDirectory() => _cli.Dispose();

    [TestCaseSource(nameof(Commands))]
    public async Task Nothing_of_it_is_unknown(string command, string options)
    {
        foreach (
            var option in options.Split(' ', StringSplitOptions.RemoveEmptyEntries).Prepend("")
        )
        {
            // The last option is wrong in any command, so none of them runs.
            var result = await _cli.RunAsync([
                .. command.Split(' ', StringSplitOptions.RemoveEmptyEntries),
                .. option.Length == 0 ? []
                : option == "--output=" ? ["--output", "json"]
                : option.EndsWith('=') ? new[] { option[..^1], "1" }
                : [option],
                "--color",
                "wrong",
            ]);

            Assert.That(
                result.Error,
                Does.Contain("not part of the embedded engine")
                    .Or.Contain("'wrong' not recognized")
                    .Or.Contain("'1' not recognized")
                    .Or.Match("[Rr]equired"),
                $"{command} {option}"
            );
        }
    }

    private static IEnumerable<TestCaseData> Commands() =>
        All.Select(c => new TestCaseData(c.Command, c.Options).SetArgDisplayNames(c.Command));
}
