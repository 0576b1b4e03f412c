using Infra.Cli.Commands.Stacks;
using Infra.Cli.Parsing;
using Infra.Cli.Terminals;
using Infra.Engine.Backend;
using Infra.Engine.Secrets;
using Infra.Engine.Workspace;
using Infra.Protocol;

namespace Infra.Cli.Commands;

/// <summary>Finds the project, the backend and the stack a command works on.</summary>
internal sealed class StackAccess
{
    private readonly CommandContext _context;
    private readonly Lazy<Project?> _project;
    private DiyBackend? _backend;

    public StackAccess(CommandContext context)
    {
        _context = context;
        _project = new(() =>
            ProjectFile.Find(context.WorkingDirectory) is { } path ? ProjectFile.Load(path) : null
        );
        Secrets = new(
            new EnvironmentPassphraseSource(
                context.Environment,
                context.IsInteractive ? new PassphrasePrompt(context).Ask : null
            )
        )
        {
            Warn = text => context.Terminal.Error.WriteLine($"warning: {text}", Tone.Warning),
        };
    }

    /// <summary>The project of the directory, or <c>null</c> outside of a project.</summary>
    public Project? Project => _project.Value;

    public SecretsProviders Secrets { get; }

    /// <summary>The path of the stack's settings, or <c>null</c> for the default path.</summary>
    public string? ConfigFile { get; init; }

    public Project RequireProject() => Project ?? ProjectFile.Require(_context.WorkingDirectory);

    public string BackendUrl => BackendLocation.Choose(_context.Environment, Project);

    private SelectedStack Selection => new(_context.Environment, RequireProject());

    private string BaseDirectory => Project?.RootDirectory ?? _context.WorkingDirectory;

    public async Task<DiyBackend> BackendAsync() => _backend ??= await OpenAsync(BackendUrl);

    /// <summary>The backend that is used where neither project nor environment names one, if a stack is there and not here.</summary>
    public async Task<string?> OtherBackendWithAsync(StackReference stack)
    {
        var other = Credentials.Load(_context.Environment).Current ?? BackendLocation.Default;
        var directory = BackendLocation.DirectoryOf(other, _context.Environment, BaseDirectory);
        // Opening a backend makes its directory, and a question writes nothing.
        return
            Directory.Exists(Path.Combine(directory, ".pulumi"))
            && (await OpenAsync(other)).Exists(stack)
            ? other
            : null;
    }

    private Task<DiyBackend> OpenAsync(string url) =>
        DiyBackend.OpenAsync(
            url,
            new()
            {
                Environment = _context.Environment,
                SecretsProviders = Secrets,
                BaseDirectory = BaseDirectory,
                CheckIntegrity = _context.ChecksIntegrity,
                Clock = _context.Time,
            },
            _context.Interruption.Graceful
        );

    /// <summary>Loads the state of a stack.</summary>
    public async Task<StoredStack> LoadAsync(StackReference stack) =>
        await (await BackendAsync()).LoadAsync(stack, _context.Interruption.Graceful);

    /// <summary>Locks a stack. The lock of a dead process is taken over.</summary>
    /// <exception cref="StackLockedException">Another run holds the lock.</exception>
    public async Task<StackLock> LockAsync(StackReference stack) =>
        await (await BackendAsync()).LockAsync(
            stack,
            StaleLocks.TakeOver,
            _context.Interruption.Graceful
        );

    /// <summary>The absolute path of a stack's settings.</summary>
    public string ConfigFilePath(StackReference stack) =>
        ConfigFile is { } file
            ? Path.GetFullPath(file, _context.WorkingDirectory)
            : StackSettingsFile.PathFor(RequireProject(), stack.Name);

    /// <summary>Parses a stack name given by the user.</summary>
    public StackReference Parse(string name)
    {
        try
        {
            return StackReference.Parse(name, Project?.Name);
        }
        catch (InfraException e) when (e is not CommandException)
        {
            throw CommandException.Usage(e.Message, e);
        }
    }

    /// <summary>The stack to work on, which exists: the given one, that of <c>PULUMI_STACK</c>, or the selected one.</summary>
    public async Task<StackReference> RequireAsync(string? given, bool offersCreation)
    {
        if ((given ?? _context.Variable("PULUMI_STACK")) is not { } name)
        {
            return await SelectedAsync() ?? await AskAsync();
        }

        var stack = Parse(name);
        var backend = await BackendAsync();
        if (backend.Exists(stack))
        {
            return stack;
        }

        if (
            !offersCreation
            || !_context.IsInteractive
            || !await AgreesAsync($"The stack '{stack.Name}' does not exist. Create it?")
        )
        {
            throw await NotFoundAsync(stack);
        }

        await CreateAsync(stack, "");
        return stack;
    }

    /// <summary>Asks the user to choose a stack, or to name a new one.</summary>
    public async Task<StackReference> AskAsync()
    {
        var project = RequireProject();
        _ = BackendLocation.RequireDirectory(BackendUrl, _context.Environment, BaseDirectory);
        if (!_context.IsInteractive)
        {
            throw new CommandException(
                ExitCode.StackNotFound,
                $"no stack selected: pass --stack, or use '{_context.ProgramName} stack select NAME' or '{_context.ProgramName} stack init NAME'."
            );
        }

        var backend = await BackendAsync();
        var stacks = await backend.ListAsync(project.Name, _context.Interruption.Graceful);
        var names = string.Join(", ", stacks.Select(s => s.Reference.Name));
        var question = stacks.IsEmpty
            ? "Name of the new stack (dev):"
            : $"Which stack? ({names}, or the name of a new one)";
        var answer = (
            await new Prompt(_context.Terminal, _context.Interruption).AskAsync(question)
        )?.Trim();
        var stack = Parse(
            answer is { Length: > 0 } ? answer
            : stacks.IsEmpty ? "dev"
            : stacks[0].Reference.Name
        );
        if (!backend.Exists(stack))
        {
            await CreateAsync(stack, "");
        }

        Select(stack);
        return stack;
    }

    /// <summary>Creates a stack, and records its secrets provider in its settings.</summary>
    public async Task CreateAsync(StackReference stack, string secretsProvider)
    {
        var backend = await BackendAsync();
        if (backend.Exists(stack))
        {
            throw new CommandException(
                ExitCode.Failure,
                $"stack '{stack.Name}' already exists. Select it with '{_context.ProgramName} stack select {stack.Name}', or choose another name."
            );
        }

        var settings = new StackConfigAccess(this, stack);
        var secrets = settings.CreateProvider(secretsProvider);
        await backend.CreateAsync(stack, secrets, _context.Interruption.Graceful);
        settings.Save();
    }

    /// <summary>The provider for new secrets of a stack. The settings record it.</summary>
    public async Task<ISecretsProvider> RequireProviderAsync(
        StackConfigAccess config,
        StackReference stack
    )
    {
        if (config.Provider is { } provider)
        {
            return provider;
        }

        return config.RequireProvider((await LoadAsync(stack)).Secrets);
    }

    /// <summary>The error for a stack that does not exist.</summary>
    public async Task<StackNotFoundException> NotFoundAsync(StackReference stack)
    {
        var stacks = await (await BackendAsync()).ListAsync(
            Project?.Name,
            _context.Interruption.Graceful
        );
        var hint = Suggestions.Hint(stack.Name, stacks.Select(s => s.Reference.Name));
        return new(
            $"no stack named '{stack.Name}' found in '{BackendUrl}'. {hint}'{_context.ProgramName} stack ls' lists the existing stacks; '{_context.ProgramName} stack init {stack.Name}' creates it."
        );
    }

    /// <summary>The stack that is selected in this project, or <c>null</c> when it no longer exists.</summary>
    public async Task<StackReference?> SelectedAsync()
    {
        if (Project is null || Selection.Get(BackendUrl) is not { } name)
        {
            return null;
        }

        var stack = Parse(name);
        return (await BackendAsync()).Exists(stack) ? stack : null;
    }

    public void Select(StackReference stack) => Selection.Set(BackendUrl, stack.FullName);

    public void Unselect() => Selection.Clear(BackendUrl);

    /// <summary>Unselects a removed stack, and optionally removes its settings.</summary>
    public void Forget(StackReference stack, bool removeSettings)
    {
        if (Project is not { } project || project.Name != stack.Project)
        {
            return;
        }

        if (Selection.Get(BackendUrl) is { } selected && Parse(selected) == stack)
        {
            Selection.Clear(BackendUrl);
        }

        if (removeSettings)
        {
            File.Delete(StackSettingsFile.PathFor(project, stack.Name));
        }
    }

    private async Task<bool> AgreesAsync(string question) =>
        await new Prompt(_context.Terminal, _context.Interruption).ChooseAsync(
            question,
            ["yes", "no"],
            "yes"
        ) == "yes";
}
