using Infra.Cli.Terminals;
using Infra.Engine.Backend;
using Infra.Engine.Secrets;
using Infra.Engine.Workspace;
using Infra.Protocol;

namespace Infra.Cli.Commands.Stacks;

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
        );
    }

    /// <summary>The project of the directory, or <c>null</c> outside of any.</summary>
    public Project? Project => _project.Value;

    public SecretsProviders Secrets { get; }

    /// <summary>The settings of the stack when they are not in their usual place.</summary>
    public string? ConfigFile { get; init; }

    public Project RequireProject() => Project ?? ProjectFile.Require(_context.WorkingDirectory);

    public string BackendUrl => BackendLocation.Choose(_context.Environment, Project);

    private SelectedStack Selection => new(_context.Environment, RequireProject());

    public async Task<DiyBackend> BackendAsync() =>
        _backend ??= await DiyBackend.OpenAsync(
            BackendUrl,
            new()
            {
                Environment = _context.Environment,
                SecretsProviders = Secrets,
                BaseDirectory = Project?.RootDirectory ?? _context.WorkingDirectory,
                CheckIntegrity = _context.ChecksIntegrity,
                Clock = _context.Time,
            },
            _context.Interruption.Graceful
        );

    /// <summary>Takes the lock of a stack, also from a process that is certainly gone.</summary>
    /// <exception cref="StackLockedException">Somebody else holds it.</exception>
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

    /// <summary>Reads a stack's name as the user wrote it.</summary>
    public StackReference Parse(string name)
    {
        try
        {
            return StackReference.Parse(name, Project?.Name);
        }
        catch (InfraException e) when (e is not CommandException)
        {
            throw new CommandException(ExitCode.Invocation, e.Message, e);
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
            || !await AgreesAsync($"There is no stack '{stack.Name}' yet. Create it?")
        )
        {
            throw NotFound(stack);
        }

        await CreateAsync(stack, "");
        return stack;
    }

    /// <summary>Lets the user choose among the stacks, or name a new one.</summary>
    public async Task<StackReference> AskAsync()
    {
        var project = RequireProject();
        if (!_context.IsInteractive)
        {
            throw new CommandException(
                ExitCode.StackNotFound,
                $"no stack selected: name one with --stack, or choose one with '{_context.ProgramName} stack select NAME' or '{_context.ProgramName} stack init NAME'."
            );
        }

        var backend = await BackendAsync();
        var stacks = await backend.ListAsync(project.Name, _context.Interruption.Graceful);
        var names = string.Join(", ", stacks.Select(s => s.Reference.Name));
        var question = stacks.IsEmpty
            ? "Name of the new stack (dev):"
            : $"Which stack, one of {names}, or the name of a new one?";
        var answer = (
            await new Prompt(_context.Terminal, _context.Interruption).AskAsync(question)
        )?.Trim();
        var isDefault = string.IsNullOrEmpty(answer);
        var stack = Parse(
            !isDefault ? answer!
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

    /// <summary>Makes a stack, its secrets provider in its settings.</summary>
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

    /// <summary>The provider for new secrets of a stack; the settings learn of it.</summary>
    public async Task<ISecretsProvider> RequireProviderAsync(
        StackConfigAccess config,
        StackReference stack
    )
    {
        if (config.Provider is { } provider)
        {
            return provider;
        }

        var backend = await BackendAsync();
        var stored = await backend.LoadAsync(stack, _context.Interruption.Graceful);
        return config.RequireProvider(stored.Secrets);
    }

    /// <summary>The failure of a stack that does not exist.</summary>
    public StackNotFoundException NotFound(StackReference stack) =>
        new(
            $"no stack named '{stack.Name}' found in '{BackendUrl}'. '{_context.ProgramName} stack ls' lists those there are; '{_context.ProgramName} stack init {stack.Name}' makes it."
        );

    /// <summary>The stack that was selected in this project and still exists.</summary>
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

    /// <summary>Ends the selection of a removed stack, and removes its settings.</summary>
    public void Forget(StackReference stack, bool removeSettings)
    {
        if (
            Project is not { } project
            || !string.Equals(project.Name, stack.Project, StringComparison.Ordinal)
        )
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
